using System.Text.RegularExpressions;

namespace EbsChangedBlocks.Aws;

/// <summary>
/// Says which statement of a policy is missing: as far as the service's message tells, and beyond that only what the
/// request needs.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html</remarks>
internal static class AccessDenial
{
    // In time that is linear in what the server sends.
    private static readonly Regex Denied =
        Pattern(@"not authorized to perform: (?<action>[\w-]+:\w+)( on resource: (?<resource>\S*[\w*]))?");

    private static readonly Regex ExplicitDeny =
        Pattern("with an explicit deny in (?<policy>an? [^.:]*policy|an? [^.:]*boundary)");

    private static readonly Regex NotAllowed = Pattern("because no (?<policy>.+?) allows ");

    public static string Remedy(string message, bool aboutKey, Asked asked)
    {
        if (Denied.Match(message) is not { Success: true } denied)
        {
            return "The service does not say which statement is missing. " + Need(aboutKey, asked);
        }

        string statement = denied.Groups["action"].Value
            + (denied.Groups["resource"] is { Success: true } resource ? $" on {resource.Value}" : "");
        if (ExplicitDeny.Match(message) is { Success: true } deny)
        {
            return $"{statement} is denied by a statement in {deny.Groups["policy"].Value}: "
                + "allowing it elsewhere does not help.";
        }

        return NotAllowed.Match(message) is { Success: true } missing
            ? $"Allow {statement} in the {missing.Groups["policy"].Value}."
            : $"Allow {statement}.";
    }

    private static string Need(bool aboutKey, Asked asked)
    {
        string snapshots = string.Join(" and ", asked.Snapshots);
        return aboutKey
            ? $"Reading encrypted snapshots needs kms:Decrypt on the key of {snapshots}."
            : $"This request needs {asked.Permission} on {(asked.Snapshots.Length > 1 ? "both " : "")}{snapshots}.";
    }

    private static Regex Pattern(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
