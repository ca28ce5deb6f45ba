using System.Collections;
using System.Runtime.CompilerServices;
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

    public IEnumerator<BlockEntry> GetEnumerator()
    {
        for (int at = 0; at < Count; at++)
        {
            yield return this[at];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Null where there are no bytes: the token is a string, or none.</summary>
    [MethodImpl(HotPath.Optimized)]
    protected static BlockToken? Token(ReadOnlyMemory<byte> utf8) => utf8.IsEmpty ? null : new BlockToken(utf8);
}
