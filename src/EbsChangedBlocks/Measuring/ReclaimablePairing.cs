namespace EbsChangedBlocks.Measuring;

/// <summary>Finds what deleting a snapshot would free: the pair after it tells which of its blocks it holds alone.</summary>
internal static class ReclaimablePairing
{
    /// <summary>
    /// Every pair, in order, with how many blocks its second snapshot alone holds; null where that was not noted, or the
    /// pair after it was not measured. A pair waits for the next one.
    /// </summary>
    public static IEnumerable<(MeasuredPair Pair, long? ReclaimableBlocks)> WithReclaimable(
        this IEnumerable<MeasuredPair> pairs)
    {
        MeasuredPair? waiting = null;
        foreach (MeasuredPair next in pairs)
        {
            if (waiting is not null)
            {
                yield return (waiting, CountBetween(waiting, next));
            }

            waiting = next;
        }

        if (waiting is not null)
        {
            yield return (waiting, null);
        }
    }

    private static long? CountBetween(MeasuredPair before, MeasuredPair after) =>
        before is { Failure: null, Reclaimable: { } inBefore }
        && after is { Failure: null, Planned.ContinuesPrevious: true, Reclaimable: { } inAfter }
            ? ReclaimableSets.CountBetween(inBefore, inAfter)
            : null;
}
