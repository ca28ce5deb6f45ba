using System.Runtime.CompilerServices;

namespace EbsChangedBlocks.Listing;

/// <summary>
/// Refuses pages that cannot belong to one listing: users copy blocks by this list, and a wrong one is worse than none.
/// </summary>
/// <param name="startingBlockIndex">Where the chain of pages begins.</param>
/// <param name="like">An earlier page of the same listing, if there is one: all of them tell the same sizes.</param>
internal sealed class PageOrderGuard(int startingBlockIndex, BlockPage? like = null)
{
    private readonly PageTokenGuard _tokens = new();
    private int? _blockSize = like?.BlockSize;
    private long? _volumeSize = like?.VolumeSize;

    /// <summary>The first index that no accepted page has covered.</summary>
    public int Next { get; private set; } = startingBlockIndex;

    /// <exception cref="EbsChangedBlocksException">
    /// The page contradicts itself or the pages before it. <see cref="Next"/> stays as it was.
    /// </exception>
    public void Check(BlockPage page)
    {
        if (FindContradiction(page) is string contradiction)
        {
            throw Contradiction.Of(page.Pair, contradiction, page.RequestId);
        }

        _blockSize = page.BlockSize;
        _volumeSize ??= page.VolumeSize;
        if (page.Blocks.Count > 0)
        {
            Next = page.Blocks[^1].Index + 1;
        }
    }

    /// <summary>The chain goes on by index: windows that were seen may come again, with their tokens.</summary>
    public void Restart() => _tokens.Restart();

    private string? FindContradiction(BlockPage page)
    {
        if (page.BlockSize <= 0 || (_blockSize ?? page.BlockSize) != page.BlockSize)
        {
            return $"a block size of {page.BlockSize} bytes{(_blockSize is null ? "" : $" after {_blockSize}")}";
        }

        if (page.VolumeSize <= 0 || (_volumeSize ?? page.VolumeSize) != (page.VolumeSize ?? _volumeSize))
        {
            return $"a volume of {page.VolumeSize} bytes{(_volumeSize is null ? "" : $" after {_volumeSize}")}";
        }

        return FindDisorder(page) ?? _tokens.FindContradiction(page);
    }

    [MethodImpl(HotPath.Optimized)]
    private string? FindDisorder(BlockPage page)
    {
        int next = Next;
        // The API's indexes are 32-bit integers, and a listing has to be able to say which one comes after the last.
        long end = Math.Min(BlockPage.LargestVolume / page.BlockSize, int.MaxValue);
        for (int at = 0; at < page.Blocks.Count; at++)
        {
            BlockEntry block = page.Blocks[at];
            if (block.Index < next || block.Index >= end)
            {
                return $"block {block.Index} where {next} or later is due, and no volume has {end} blocks";
            }

            if (!block.FirstToken.IsPresent && !block.SecondToken.IsPresent)
            {
                return $"block {block.Index} with no token of either snapshot";
            }

            next = block.Index + 1;
        }

        return null;
    }
}
