namespace EbsChangedBlocks.Listing;

/// <summary>Reads a change from where the block is.</summary>
internal static class ChangeTypes
{
    public static ChangeType Of(bool inFirst, bool inSecond) => (inFirst, inSecond) switch
    {
        (false, true) => ChangeType.Added,
        (true, false) => ChangeType.Removed,
        _ => ChangeType.Modified,
    };
}
