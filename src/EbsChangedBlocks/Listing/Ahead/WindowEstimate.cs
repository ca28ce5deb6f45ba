namespace EbsChangedBlocks.Listing.Ahead;

/// <summary>
/// What the pages of a chain have shown of the windows around it. A guess: nothing but the choice of what to ask for
/// rests on it.
/// </summary>
internal sealed class WindowEstimate
{
    /// <summary>
    /// Weight of the newest page. Anything from .25 to .75 changes the results by no more than a tenth.
    /// </summary>
    private const double Weight = 0.5;

    /// <summary>A page with fewer blocks than this says little about where its window begins and ends.</summary>
    private const int FewBlocks = 20;

    private readonly int _failedProbesBefore;

    public WindowEstimate(int pageSize) => WindowSpan = pageSize;

    private WindowEstimate(WindowEstimate neighbour)
    {
        WindowSpan = neighbour.WindowSpan;
        BlockSpacing = neighbour.BlockSpacing;
        BlocksPerWindow = neighbour.BlocksPerWindow;
        _failedProbesBefore = neighbour.FailedProbes;
    }

    /// <summary>How many indexes a window spans; 1 or more.</summary>
    public double WindowSpan { get; private set; }

    /// <summary>The mean distance between neighbouring changed blocks.</summary>
    public double BlockSpacing { get; private set; } = 1;

    /// <summary>Changed blocks in a window, empty ones included.</summary>
    public double BlocksPerWindow { get; private set; }

    /// <summary>Probes that failed behind the chain since its last block.</summary>
    public int FailedProbes { get; private set; }

    /// <summary>For a chain that begins behind this one.</summary>
    public WindowEstimate Copy() => new(this);

    /// <param name="answer">A page, and how far its chain had listed before.</param>
    /// <param name="pageSize">The most written blocks that a window holds.</param>
    /// <param name="blockCount">Blocks to list, as far as is known.</param>
    /// <param name="isFirst">Whether there was no page before, of any chain.</param>
    public void Learn(ChainEvent.Answered answer, int pageSize, long blockCount, bool isFirst)
    {
        IReadOnlyList<BlockEntry> blocks = answer.Page.Blocks;
        BlocksPerWindow = Blend(BlocksPerWindow, blocks.Count, isFirst);
        if (blocks.Count == 0)
        {
            return;
        }

        int first = blocks[0].Index;
        int last = blocks[^1].Index;
        BlockSpacing = (last - first + 1.0) / blocks.Count;
        bool isMeasured = answer.ListedThrough >= answer.Chain.Start;
        double span = isMeasured
            ? (last - answer.ListedThrough) / (answer.EmptyPages + 1.0)
            : SpanFromStart(answer, first, last, pageSize);
        if (!isMeasured && blocks.Count < FewBlocks)
        {
            span = Math.Max(span, Math.Min(pageSize, blockCount));
        }

        WindowSpan = Math.Max(1, Blend(WindowSpan, span, isFirst));
        FailedProbes = 0;
    }

    /// <summary>Probes that were sent together count as one failure.</summary>
    public void LearnFailure(WindowEstimate probe) =>
        FailedProbes = Math.Max(FailedProbes, probe._failedProbesBefore + 1);

    private double SpanFromStart(ChainEvent.Answered answer, int first, int last, int pageSize)
    {
        double fromStart = last - answer.Chain.Start + 1.0;
        if (answer.EmptyPages > 0)
        {
            return Math.Max(pageSize, fromStart / (answer.EmptyPages + 1.0));
        }

        // An unwritten stretch before the first block costs no window, so it is left out.
        return first - answer.Chain.Start <= 4 * BlockSpacing ? fromStart : last - first + 1.0;
    }

    private static double Blend(double old, double sample, bool isFirst) =>
        isFirst ? sample : old + (Weight * (sample - old));
}
