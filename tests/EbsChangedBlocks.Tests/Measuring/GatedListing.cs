using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Tests.Measuring;

/// <summary>Lists one added block of a pair, when it is let.</summary>
internal static class GatedListing
{
    public static async IAsyncEnumerable<BlockPage> ListAsync(ListingRequest wanted, Task gate)
    {
        await gate;
        yield return new BlockPage
        {
            Pair = wanted.Pair,
            Blocks = [new BlockEntry(1, null, "second")],
            BlockSize = BlockPage.DefaultBlockSize,
        };
    }
}
