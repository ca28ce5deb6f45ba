using System.Text.RegularExpressions;
using EbsChangedBlocks.Listing;

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

    public static string Remedy(string message, bool aboutKey, SnapshotPair pair)
    {
        if (Denied.Match(message) is not { Success: true } denied)
        {
            return "The service does not say which statement is missing. " + Need(aboutKey, pair);
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

    private static string Need(bool aboutKey, SnapshotPair pair)
    {
        string snapshots = pair.First is null ? pair.Second : $"{pair.First} and {pair.Second}";
        if (aboutKey)
        {
            return $"Reading encrypted snapshots needs kms:Decrypt on the key of {snapshots}.";
        }

        return pair.First is null
            ? $"This request needs ebs:ListSnapshotBlocks on {snapshots}."
            : $"This request needs ebs:ListChangedBlocks on both {snapshots}.";
    }

    private static Regex Pattern(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
