using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace EbsChangedBlocks.Commands.Parameters;

/// <summary>Completes names, each with a word about it as its tooltip.</summary>
internal abstract class NameCompleter : IArgumentCompleter
{
    public virtual IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        var pattern = new WildcardPattern(
            $"{wordToComplete?.Trim('\'', '"')}*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return Names(fakeBoundParameters)
            .Where(candidate => pattern.IsMatch(candidate.Name))
            .Select(candidate => new CompletionResult(
                Quote(candidate.Name), candidate.Name, CompletionResultType.ParameterValue, candidate.Explanation));
    }

    /// <param name="boundParameters">What else stands on the line.</param>
    protected abstract IEnumerable<(string Name, string Explanation)> Names(IDictionary boundParameters);

    private static string Quote(string name) =>
        name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? name
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'";
}
