using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Measuring;

/// <summary>
/// Measures the pairs of many places side by side, since each place has a quota of its own, and gives what became of
/// them in the order in which they were planned. A place that cannot be opened fails its own pairs and no other.
/// </summary>
/// <param name="open">Opens the connection to a place; called once for each.</param>
/// <param name="measure">Measures the pairs of one place, in their order.</param>
/// <param name="finish">
/// Makes of a pair what is given, on the place's own thread. That may have to wait for pairs before it, so it should be
/// small.
/// </param>
internal sealed class QuotaLanes<T>(
    Func<SnapshotPlace?, Task<ListPair>> open,
    Func<ListPair, IReadOnlyList<PlannedPair>, CancellationToken, IAsyncEnumerable<MeasuredPair>> measure,
    Func<MeasuredPair, long?, T> finish)
{
    /// <summary>
    /// Each lane holds pages of its own; an organisation has some dozens of accounts and Regions.
    /// </summary>
    private const int MostAtOnce = 64;

    /// <param name="pairs">What to measure.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    public async IAsyncEnumerable<T> MeasureAsync(
        IReadOnlyList<PlannedPair> pairs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var room = new SemaphoreSlim(MostAtOnce);
        var results = new Dictionary<PlannedPair, ChannelReader<T>>(ReferenceEqualityComparer.Instance);
        var running = new List<Task>();
        try
        {
            foreach (IGrouping<SnapshotPlace?, PlannedPair> lane in pairs.GroupBy(pair => pair.Place))
            {
                var done = Channel.CreateUnbounded<T>();
                foreach (PlannedPair pair in lane)
                {
                    results.Add(pair, done.Reader);
                }

                running.Add(RunAsync(lane.Key, [.. lane], done.Writer, room, abandoned.Token));
            }

            foreach (PlannedPair pair in pairs)
            {
                // Throws what ended the lane, where ReadAsync would throw that it is closed.
                await results[pair].WaitToReadAsync(cancellationToken).ConfigureAwait(false);
                results[pair].TryRead(out T? result);
                yield return result!;
            }
        }
        finally
        {
            await abandoned.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(running).ConfigureAwait(false);
        }
    }

    private async Task RunAsync(
        SnapshotPlace? place,
        IReadOnlyList<PlannedPair> pairs,
        ChannelWriter<T> results,
        SemaphoreSlim room,
        CancellationToken cancellationToken)
    {
        Exception? end = null;
        try
        {
            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
            IAsyncEnumerable<MeasuredPair> measured =
                await MeasureAsync(place, pairs, cancellationToken).ConfigureAwait(false);
            await foreach ((MeasuredPair pair, long? reclaimable) in measured
                .WithReclaimableAsync(cancellationToken).ConfigureAwait(false))
            {
                results.TryWrite(finish(pair, reclaimable));
            }

            room.Release();
        }
        catch (Exception e)
        {
            end = e;
        }

        results.Complete(end);
    }

    private async Task<IAsyncEnumerable<MeasuredPair>> MeasureAsync(
        SnapshotPlace? place, IReadOnlyList<PlannedPair> pairs, CancellationToken cancellationToken)
    {
        try
        {
            return measure(await open(place).ConfigureAwait(false), pairs, cancellationToken);
        }
        catch (EbsChangedBlocksException failure)
        {
            return FailAsync(pairs, failure);
        }
    }

    private static async IAsyncEnumerable<MeasuredPair> FailAsync(
        IReadOnlyList<PlannedPair> pairs, EbsChangedBlocksException failure)
    {
        var nothing = new DeltaFold();
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (PlannedPair pair in pairs)
        {
            yield return new MeasuredPair(
                pair,
                nothing,
                Reclaimable: null,
                TimeSpan.Zero,
                pair == pairs[0] ? failure : failure.NotTriedAgain(),
                EmptySnapshotId: null);
        }
    }
}
