using System.Runtime.CompilerServices;

namespace EbsChangedBlocks.Listing;

/// <summary>Refuses pages that cannot belong to one listing: users copy blocks by this list, and a wrong one is worse than none.</summary>
internal sealed class PageOrderGuard(int startingBlockIndex)
{
    private int? _blockSize;

    /// <summary>The first index that no accepted page has covered.</summary>
    public int Next { get; private set; } = startingBlockIndex;

    /// <exception cref="ListingException">The page contradicts itself or the pages before it. <see cref="Next"/> stays as it was.</exception>
    [MethodImpl(Hot.Path)]
    public void Check(BlockPage page)
    {
        if (page.BlockSize <= 0 || (_blockSize is int known && known != page.BlockSize))
            throw Refused(page, $"a block size of {page.BlockSize} bytes{(_blockSize is null ? "" : $" after {_blockSize}")}");

        int next = Next;
        for (int at = 0; at < page.Blocks.Count; at++)
        {
            BlockEntry block = page.Blocks[at];
            if (block.Index < next || block.Index == int.MaxValue)
                throw Refused(page, $"block {block.Index} where {next} or later is due");

            if (block.FirstToken is null && block.SecondToken is null)
                throw Refused(page, $"block {block.Index} with no token of either snapshot");

            next = block.Index + 1;
        }

        _blockSize = page.BlockSize;
        Next = next;
    }

    private static ListingException Refused(BlockPage page, string what) =>
        new(ListingFailure.InvalidServiceResponse, $"The service's answer for {page.Pair} cannot be right: {what}.")
        {
            RequestId = page.RequestId,
        };
}
