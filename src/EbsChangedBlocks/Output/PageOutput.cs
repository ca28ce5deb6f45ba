using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks;

/// <summary>Turns pages into what users hold.</summary>
internal static class PageOutput
{
    /// <summary>Makes one block at a time: none lives longer than the pipeline wants it.</summary>
    public static IEnumerable<ChangedBlock> ToBlocks(this BlockPage page)
    {
        ListingFacts facts = FactsOf(page);
        foreach (BlockEntry block in page.Blocks)
            yield return new ChangedBlock(facts, block.Index, block.FirstToken, block.SecondToken);
    }

    public static ChangedBlockPage ToPage(this BlockPage page) => new()
    {
        ChangedBlocks = [.. page.ToBlocks()],
        NextToken = page.NextToken,
        FirstSnapshotId = page.Pair.First,
        SecondSnapshotId = page.Pair.Second,
        BlockSize = page.BlockSize,
        VolumeSize = page.VolumeSize,
        ExpiryTime = page.ExpiryTime,
    };

    private static ListingFacts FactsOf(BlockPage page) => new()
    {
        FirstSnapshotId = page.Pair.First,
        SecondSnapshotId = page.Pair.Second,
        BlockSize = page.BlockSize,
        VolumeSize = page.VolumeSize,
        ExpiryTime = page.ExpiryTime,
    };
}
