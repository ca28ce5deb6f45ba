using System.Runtime.CompilerServices;

namespace EbsChangedBlocks.Listing;

/// <summary>
/// What is left of a page's blocks for somebody who does not want their tokens: five bytes a block, in place of some
/// two hundred.
/// </summary>
/// <param name="capacity">At most so many.</param>
internal sealed class TokenlessBlocks(int capacity) : BlockList
{
    private const byte First = 1;
    private const byte Second = 2;

    /// <summary>Stands for a token that there is.</summary>
    private static readonly BlockToken Token = new("");

    private readonly int[] _indexes = new int[capacity];
    private readonly byte[] _tokens = new byte[capacity];
    private int _count;

    public override int Count => _count;

    public override BlockEntry this[int index]
    {
        [MethodImpl(HotPath.Optimized)]
        get => new(
            _indexes[index],
            (_tokens[index] & First) == 0 ? default : Token,
            (_tokens[index] & Second) == 0 ? default : Token);
    }

    [MethodImpl(HotPath.Optimized)]
    public void Add(BlockEntry block)
    {
        _indexes[_count] = block.Index;
        _tokens[_count++] = (byte)(
            (block.FirstToken.IsPresent ? First : 0) | (block.SecondToken.IsPresent ? Second : 0));
    }
}
