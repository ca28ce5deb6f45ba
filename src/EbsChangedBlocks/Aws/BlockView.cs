using System.Collections;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Aws;

/// <summary>
/// The blocks of a response as a listing sees them, each turned into an entry when it is looked at: a copy of them all
/// would be large.
/// </summary>
internal abstract class BlockView : IReadOnlyList<BlockEntry>
{
    /// <summary>Stands for an index that was not sent; no listing accepts it.</summary>
    protected const int NoIndex = -1;

    public abstract int Count { get; }

    public abstract BlockEntry this[int index] { get; }

    /// <summary>Whether the tokens that a block has are such as the service makes.</summary>
    public abstract bool HasWellFormedTokens(int index);

    public IEnumerator<BlockEntry> GetEnumerator()
    {
        for (int at = 0; at < Count; at++)
        {
            yield return this[at];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
