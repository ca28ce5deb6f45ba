namespace EbsChangedBlocks.Listing.Speculation;

/// <summary>The one filter that all output passes: what it lets through is ascending and unique, however much ranges overlap.</summary>
internal sealed class Watermark(int start)
{
    /// <summary>The first index that has not been let through.</summary>
    public int Next { get; private set; } = start;

    /// <summary>What is new in the page. The page's own blocks ascend.</summary>
    public BlockPage Pass(BlockPage page)
    {
        BlockPage fresh = page.Within(Next, long.MaxValue);
        if (fresh.Blocks.Count > 0)
            Next = fresh.Blocks[^1].Index + 1;

        return fresh;
    }
}
