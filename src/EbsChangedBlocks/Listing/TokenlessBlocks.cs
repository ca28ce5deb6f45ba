using System.Collections;
using System.Runtime.CompilerServices;

namespace EbsChangedBlocks.Listing;

/// <summary>
/// What is left of a page's blocks for somebody who does not want their tokens: five bytes a block, in place of some
/// two hundred.
/// </summary>
internal sealed class TokenlessBlocks : IReadOnlyList<BlockEntry>
{
    private const byte First = 1;
    private const byte Second = 2;

    /// <summary>Stands for a token that there is.</summary>
    private static readonly object Token = new();

    private readonly int[] _indexes;
    private readonly byte[] _tokens;

    [MethodImpl(HotPath.Optimized)]
    public TokenlessBlocks(IReadOnlyList<BlockEntry> blocks)
    {
        _indexes = new int[blocks.Count];
        _tokens = new byte[blocks.Count];
        for (int at = 0; at < _indexes.Length; at++)
        {
            BlockEntry block = blocks[at];
            _indexes[at] = block.Index;
            _tokens[at] = (byte)((block.FirstToken is null ? 0 : First) | (block.SecondToken is null ? 0 : Second));
        }
    }

    public int Count => _indexes.Length;

    public BlockEntry this[int index]
    {
        [MethodImpl(HotPath.Optimized)]
        get => new(
            _indexes[index],
            (_tokens[index] & First) == 0 ? null : Token,
            (_tokens[index] & Second) == 0 ? null : Token);
    }

    public IEnumerator<BlockEntry> GetEnumerator()
    {
        for (int at = 0; at < Count; at++)
        {
            yield return this[at];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
