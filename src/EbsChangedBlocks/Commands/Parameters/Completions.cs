using System.Management.Automation;
using System.Management.Automation.Language;

namespace EbsChangedBlocks.Commands.Parameters;

/// <summary>Turns names, each with its explanation, into what the engine offers.</summary>
internal static class Completions
{
    public static IEnumerable<CompletionResult> Matching(
        string? word, IEnumerable<(string Name, string Explanation)> names)
    {
        const WildcardOptions Options = WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant;
        var pattern = new WildcardPattern($"{word?.Trim('\'', '"')}*", Options);
        return names
            .Where(candidate => pattern.IsMatch(candidate.Name))
            .Select(candidate => new CompletionResult(
                Quote(candidate.Name), candidate.Name, CompletionResultType.ParameterValue, candidate.Explanation));
    }

    private static string Quote(string name) =>
        name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? name
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'";
}
