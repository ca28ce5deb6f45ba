using System.Runtime.CompilerServices;

namespace EbsChangedBlocks.Measuring;

/// <summary>
/// Finds what deleting a snapshot would free: the pair after it tells which of its blocks it holds alone.
/// </summary>
internal static class ReclaimablePairing
{
    /// <summary>
    /// Every pair, in order, with how many blocks its second snapshot alone holds; null where that was not noted, or
    /// the pair after it was not measured. A pair waits for the next one, unless it failed.
    /// </summary>
    public static async IAsyncEnumerable<(MeasuredPair Pair, long? ReclaimableBlocks)> WithReclaimableAsync(
        this IAsyncEnumerable<MeasuredPair> pairs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        MeasuredPair? waiting = null;
        await foreach (MeasuredPair next in pairs.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (waiting is not null)
            {
                yield return (waiting, CountBetween(waiting, next));
            }

            waiting = next.Failure is null ? next : null;
            if (waiting is null)
            {
                yield return (next, null);
            }
        }

        if (waiting is not null)
        {
            yield return (waiting, null);
        }
    }

    private static long? CountBetween(MeasuredPair before, MeasuredPair after) =>
        before.Reclaimable is { } inBefore
        && after is { Failure: null, Planned.ContinuesPrevious: true, Reclaimable: { } inAfter }
            ? ReclaimableSets.CountBetween(inBefore, inAfter)
            : null;
}
