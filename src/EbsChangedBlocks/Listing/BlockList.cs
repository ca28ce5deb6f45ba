using System.Collections;

namespace EbsChangedBlocks.Listing;

/// <summary>The blocks of a page, each made into an entry when it is looked at.</summary>
internal abstract class BlockList : IReadOnlyList<BlockEntry>
{
    public abstract int Count { get; }

    public abstract BlockEntry this[int index] { get; }

    public IEnumerator<BlockEntry> GetEnumerator()
    {
        for (int at = 0; at < Count; at++)
        {
            yield return this[at];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
