namespace EbsChangedBlocks.Listing.Speculation;

/// <summary>Shares out what a listing may hold: what lies near the head will soon be needed, what lies far away may have half.</summary>
internal static class MemoryRoom
{
    /// <summary>Far pages that took all of it would starve the near ones: volumes with long runs are then a third slower.</summary>
    private const double FarShare = 0.5;

    /// <summary>Whether a page ahead of the head may be asked for at all.</summary>
    public static bool Fits(ListingLimits limits, Load load) => load.Blocks + (limits.PageSize * (load.InFlight.Count + 1L)) <= limits.Blocks;

    /// <summary>
    /// Whether a page of the head may be asked for: one beyond the limit, so that the ranges behind it cannot keep it from going on.
    /// </summary>
    public static bool FitsHead(ListingLimits limits, Load load) => load.Blocks + ((long)limits.PageSize * load.InFlight.Count) <= limits.Blocks;

    /// <summary>Whether there is room for a page of the range, or of a new one behind it.</summary>
    public static bool IsFor(ListedRange range, RangeList ranges, ListingLimits limits, Load load)
    {
        double near = ranges.Next + ((double)limits.Blocks / limits.PageSize * ranges.Head.Windows.Reach);
        return range.Start <= near
            || load.Blocks + load.InFlight.Sum(other => Expected(other, limits)) + Expected(range, limits) <= FarShare * limits.Blocks;
    }

    /// <summary>Twice the mean, as the next page may well be fuller.</summary>
    private static double Expected(ListedRange range, ListingLimits limits) => Math.Min(limits.PageSize, (2 * range.Windows.Blocks) + 1);
}
