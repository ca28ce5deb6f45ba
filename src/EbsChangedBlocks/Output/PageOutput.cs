using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks;

/// <summary>Turns pages into what users hold.</summary>
internal static class PageOutput
{
    public static ChangedBlockPage ToPage(this BlockPage page)
    {
        PageFacts facts = page.ToFacts();
        return new()
        {
            ChangedBlocks = [.. page.Blocks.Select(block => new ChangedBlock(facts, block))],
            NextToken = page.NextToken,
            FirstSnapshotId = page.Pair.First,
            SecondSnapshotId = page.Pair.Second,
            BlockSize = page.BlockSize,
            VolumeSize = page.VolumeSize,
            ExpiryTime = page.ExpiryTime,
        };
    }

    public static PageFacts ToFacts(this BlockPage page) => new()
    {
        FirstSnapshotId = page.Pair.First,
        SecondSnapshotId = page.Pair.Second,
        BlockSize = page.BlockSize,
        VolumeSize = page.VolumeSize,
        ExpiryTime = page.ExpiryTime,
    };
}
