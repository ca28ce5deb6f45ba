namespace EbsChangedBlocks.Listing.Speculation;

/// <summary>What the pages of a range have shown of the windows around it. A guess: nothing but the choice of starts rests on it.</summary>
internal sealed class WindowEstimate
{
    /// <summary>Weight of the newest page. Anything from .25 to .75 changes the results by no more than a tenth.</summary>
    private const double Weight = 0.5;

    /// <summary>A page with fewer blocks than this says little about where its window begins and ends.</summary>
    private const int FewBlocks = 20;

    private readonly int _failedBefore;

    public WindowEstimate(int pageSize) => Reach = pageSize;

    private WindowEstimate(WindowEstimate neighbour)
    {
        Reach = neighbour.Reach;
        Gap = neighbour.Gap;
        Blocks = neighbour.Blocks;
        _failedBefore = neighbour.FailedProbes;
    }

    /// <summary>How many indexes a window spans; 1 or more.</summary>
    public double Reach { get; private set; }

    /// <summary>The mean distance between neighbouring changed blocks.</summary>
    public double Gap { get; private set; } = 1;

    /// <summary>Changed blocks in a window, empty ones included.</summary>
    public double Blocks { get; private set; }

    /// <summary>Ranges that failed in the gap behind this one since its last block.</summary>
    public int FailedProbes { get; private set; }

    public WindowEstimate Copy() => new(this);

    /// <param name="range">The range before it takes the page in.</param>
    /// <param name="page">Its next page.</param>
    /// <param name="pageSize">The most written blocks that a window holds.</param>
    /// <param name="blockCount">Blocks in the volume.</param>
    /// <param name="isFirst">Whether there was no page before, of any range.</param>
    public void Learn(ListedRange range, BlockPage page, int pageSize, long blockCount, bool isFirst)
    {
        Blocks = Blend(Blocks, page.Blocks.Count, isFirst);
        if (page.Blocks.Count == 0)
            return;

        int first = page.Blocks[0].Index;
        int last = page.Blocks[^1].Index;
        Gap = (last - first + 1.0) / page.Blocks.Count;
        double sample = Sample(range, first, last, pageSize);
        if (!range.HasEvidence && page.Blocks.Count < FewBlocks)
            sample = Math.Max(sample, Math.Min(pageSize, blockCount));

        Reach = Math.Max(1, Blend(Reach, sample, isFirst));
        FailedProbes = 0;
    }

    /// <summary>Probes that were sent together count as one failure.</summary>
    public void LearnFailure(WindowEstimate probe) => FailedProbes = Math.Max(FailedProbes, probe._failedBefore + 1);

    private double Sample(ListedRange range, int first, int last, int pageSize)
    {
        double windows = range.EmptyPages + 1;
        if (range.HasEvidence)
            return (last - range.Reached) / windows;

        double fromStart = last - range.Start + 1.0;
        if (range.EmptyPages > 0)
            return Math.Max(pageSize, fromStart / windows);

        // An unwritten stretch before the first block costs no window, so it is left out.
        return first - range.Start <= 4 * Gap ? fromStart : last - first + 1.0;
    }

    private static double Blend(double old, double sample, bool isFirst) => isFirst ? sample : old + (Weight * (sample - old));
}
