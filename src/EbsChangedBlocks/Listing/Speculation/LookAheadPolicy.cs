namespace EbsChangedBlocks.Listing.Speculation;

/// <summary>
/// Starts ranges at distances that hold about one page worth of changed blocks: next to each other where everything has changed, far apart
/// where little has. So the one window that is lost where two ranges meet is spread over many, and what a range holds stays small. Ranges
/// that have shown where they are go on for ever.
/// </summary>
internal sealed class LookAheadPolicy(ListingLimits limits, Random random) : ILookAheadPolicy
{
    /// <summary>
    /// How far before the guessed end of a range the next one starts, in mean distances of changed blocks: where windows end a little early
    /// or late, a miss costs a whole window and an overlap next to nothing. With none, half of all blocks changed takes 7 % more requests
    /// and a fifth more time; 8 gains nothing more.
    /// </summary>
    private const double Margin = 5;

    /// <summary>
    /// Ranges are at least this many times the price of a junction long, in windows, up to a limit. Runs are listed at a third of the speed
    /// without; a limit of 4 halves it.
    /// </summary>
    private const double WindowsPerJunction = 10;

    private const double MostWindowsForJunctions = 10;

    /// <summary>
    /// A range is sent on although the next one's answer is awaited, if that will hardly reach further: by less than this share of a
    /// window.
    /// </summary>
    private const double HardlyFurther = 0.25;

    /// <summary>A try after so many failed ones is anywhere in the gap, as far as any volume goes.</summary>
    private const int MostDoublings = 30;

    private readonly SpeculationCosts _costs = new();

    /// <inheritdoc/>
    public bool Continues(RangeList ranges, int index)
    {
        ListedRange range = ranges[index];
        if (range.IsInFlight || range.IsDone || !range.IsAnchored || (range.IsResting && index > 0))
            return false;

        if (index + 1 == ranges.Count || ranges[index + 1].Start > range.Reached + 1)
            return true;

        ListedRange next = ranges[index + 1];
        if (next.Reached >= range.Reached)
            return false;

        double reach = next.Windows.Reach;
        return !next.IsInFlight || next.Reached + ((next.EmptyPages + 1) * reach) < range.Reached + (HardlyFurther * reach);
    }

    /// <inheritdoc/>
    public LookAhead? Next(RangeList ranges, Load load)
    {
        for (int i = 1; i < ranges.Count; i++)
        {
            if (Continues(ranges, i) && MemoryRoom.IsFor(ranges[i], ranges, limits, load))
                return new(ranges[i]);
        }

        return load.MayStart && _costs.Credit(ranges.Count - 1) >= 1 && Place(ranges) is LookAhead place && MemoryRoom.IsFor(place.Range, ranges, limits, load)
            ? place
            : null;
    }

    /// <inheritdoc/>
    public void Answered(RangeList ranges, ListedRange range, BlockPage page)
    {
        range.Windows.Learn(range, page, limits.PageSize, ranges.EndHint, isFirst: !_costs.HasReplies);
        _costs.Answered();
    }

    /// <inheritdoc/>
    public void AnsweredInVain() => _costs.Answered();

    /// <inheritdoc/>
    public void ProbeFailed(ListedRange left, ListedRange probe)
    {
        left.Windows.LearnFailure(probe.Windows);
        _costs.ProbeFailed(probe);
    }

    /// <inheritdoc/>
    public void Joined(ListedRange left, ListedRange right) => _costs.Joined(left, right);

    /// <inheritdoc/>
    public void Overtaken(ListedRange range) => _costs.Overtaken(range);

    /// <summary>The leftmost place in the gap with the fewest failures.</summary>
    private LookAhead? Place(RangeList ranges)
    {
        LookAhead? best = null;
        int fewest = int.MaxValue;
        for (int i = 0; i < ranges.Count && fewest > 0; i++)
        {
            if (ranges[i].Windows.FailedProbes < fewest && PlaceBehind(ranges, i) is int start)
            {
                best = new(ranges[i], start);
                fewest = ranges[i].Windows.FailedProbes;
            }
        }

        return best;
    }

    private int? PlaceBehind(RangeList ranges, int index)
    {
        ListedRange range = ranges[index];
        bool isLast = index + 1 == ranges.Count;
        if (range.IsDone || (!isLast && range.IsContinuedBy(ranges[index + 1])))
            return null;

        double reach = range.Windows.Reach;
        double next = isLast ? ranges.EndHint : ranges[index + 1].Start;
        double position = range.Reached + 1 + (range.EmptyPages * reach);
        double windows = Windows(ranges, range);
        if (range.Windows.FailedProbes == 0)
        {
            double start = Math.Max(position + 1, position + (Math.Floor(windows) * reach) - (Margin * Math.Max(0, range.Windows.Gap - 1)));
            return (isLast ? start < next : next - start >= windows * reach) ? (int)start : null;
        }

        double from = position + reach;
        double to = Math.Min(next - reach, position + (windows * Math.Pow(2, Math.Min(range.Windows.FailedProbes, MostDoublings) + 1) * reach));
        return from <= to ? (int)(from + (random.NextDouble() * (to - from))) : null;
    }

    /// <summary>How long a range should be, in windows.</summary>
    private double Windows(RangeList ranges, ListedRange range)
    {
        double left = Math.Max(1, (ranges.EndHint - ranges.Next) / range.Windows.Reach / limits.Parallelism);
        double forOnePage = Math.Min(limits.PageSize / Math.Max(range.Windows.Blocks, 0.001), left);
        return Math.Max(Math.Max(1, forOnePage), Math.Min(MostWindowsForJunctions, WindowsPerJunction * _costs.Junction));
    }
}
