using System.Runtime.CompilerServices;

namespace EbsChangedBlocks.Listing;

/// <summary>
/// A page's blocks in a handful of arrays, beside the bytes of their tokens. A listing holds some 24 pages, and an
/// object for each block is what a garbage collection would have to look at then.
/// </summary>
/// <param name="capacity">At most so many.</param>
internal sealed class CompactBlocks(int capacity) : BlockList
{
    private const ushort None = ushort.MaxValue;

    private readonly int[] _indexes = new int[capacity];
    private readonly List<byte[]> _sources = [];

    // Of the first and the second token of each block, in turn.
    private readonly ushort[] _source = new ushort[2 * capacity];
    private readonly ushort[] _offset = new ushort[2 * capacity];
    private readonly ushort[] _length = new ushort[2 * capacity];
    private int _count;

    public override int Count => _count;

    public override BlockEntry this[int index]
    {
        [MethodImpl(HotPath.Optimized)]
        get => new(_indexes[index], Token(2 * index), Token((2 * index) + 1));
    }

    /// <summary>False where a token does not lie in bytes, or too far back in them; then nothing here is of use.</summary>
    [MethodImpl(HotPath.Optimized)]
    public bool TryAdd(BlockEntry block)
    {
        int at = 2 * _count;
        _indexes[_count++] = block.Index;
        return TrySet(at, block.FirstToken) && TrySet(at + 1, block.SecondToken);
    }

    [MethodImpl(HotPath.Optimized)]
    private BlockToken Token(int at) =>
        _source[at] == None ? default : new BlockToken(_sources[_source[at]], _offset[at], _length[at]);

    [MethodImpl(HotPath.Optimized)]
    private bool TrySet(int at, BlockToken token)
    {
        if (!token.IsPresent)
        {
            _source[at] = None;
            return true;
        }

        if (!token.TryGetPlace(out byte[]? utf8, out int offset, out int length)
            || offset > ushort.MaxValue || length > ushort.MaxValue)
        {
            return false;
        }

        // Tokens of neighbours lie side by side.
        if (_sources.Count == 0 || _sources[^1] != utf8)
        {
            _sources.Add(utf8!);
        }

        (_source[at], _offset[at], _length[at]) = ((ushort)(_sources.Count - 1), (ushort)offset, (ushort)length);
        return _sources.Count < None;
    }
}
