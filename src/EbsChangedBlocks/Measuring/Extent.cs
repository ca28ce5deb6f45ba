namespace EbsChangedBlocks.Measuring;

/// <summary>
/// A run of adjacent changed blocks: [<paramref name="Start"/>, <paramref name="Start"/> + <paramref name="Count"/>).
/// The type is null where types were joined.
/// </summary>
internal readonly record struct Extent(int Start, int Count, ChangeType? Type)
{
    public long End => (long)Start + Count;
}
