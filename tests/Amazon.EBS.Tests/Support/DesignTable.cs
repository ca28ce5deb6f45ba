using System.Reflection;
using System.Text.RegularExpressions;

namespace Amazon.EBS.Tests.Support;

/// <summary>
/// The rows of docs/design.md that name a type of AWSSDK.EBS, with a link to its source, and members of it.
/// </summary>
internal static partial class DesignTable
{
    public static IReadOnlyList<(string Type, string[] Members)> Rows() =>
    [
        .. File.ReadLines(Path.Combine(Docs(), "design.md"))
            .Select(line => Row().Match(line))
            .Where(row => row.Success)
            .Select(row => (row.Groups["type"].Value, Members(row.Groups["members"].Value)))
            .OrderBy(row => row.Item1, StringComparer.Ordinal),
    ];

    private static string Docs() => typeof(DesignTable).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == nameof(Docs))
        .Value!;

    private static string[] Members(string cell) =>
        [.. Member().Matches(cell).Select(member => member.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"^\| \[`(?<type>\w+)`\]\(https://github\.com/aws/aws-sdk-net/[^)]+\) \|(?<members>.*)\|$")]
    private static partial Regex Row();

    [GeneratedRegex("(?<=`)[^`,]([^`]*[^`])?(?=`)")]
    private static partial Regex Member();
}
