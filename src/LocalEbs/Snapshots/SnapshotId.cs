using System.Text.RegularExpressions;

namespace LocalEbs.Snapshots;

/// <summary>The form that the service model prescribes for snapshot ids.</summary>
internal static partial class SnapshotId
{
    public const string Pattern = "^snap-[0-9a-f]+$";
    public const int MaxLength = 64;

    public static bool IsValid(string id) => id.Length <= MaxLength && Form().IsMatch(id);

    [GeneratedRegex("^snap-[0-9a-f]+\\z")]
    private static partial Regex Form();
}
