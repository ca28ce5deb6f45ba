using System.Runtime.CompilerServices;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Measuring;

/// <summary>
/// Measures pairs side by side, each folded as its pages come, and gives them in the order in which they were planned.
/// </summary>
internal sealed class PairMeasurer(ListPair list, TimeProvider time)
{
    /// <summary>
    /// Small pairs are listed one request after another: at 0.2 s each, eight at once fill the default rate.
    /// </summary>
    private const int MostAtOnce = 8;

    /// <summary>Whether to note which blocks one snapshot alone holds.</summary>
    public bool NotesReclaimable { get; init; }

    /// <summary>Told of every page, on the thread that folds it.</summary>
    public Action<PlannedPair, BlockPage> OnPage { get; init; } = (_, _) => { };

    /// <param name="pairs">What to measure.</param>
    /// <param name="parallelism">Requests in flight for all pairs together.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    public async IAsyncEnumerable<MeasuredPair> MeasureAsync(
        IReadOnlyList<PlannedPair> pairs, int parallelism, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int atOnce = Math.Min(Math.Min(pairs.Count, parallelism), MostAtOnce);
        var running = new Queue<Task<MeasuredPair>>(atOnce);
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            foreach (PlannedPair pair in pairs)
            {
                if (running.Count == atOnce)
                {
                    yield return await running.Dequeue().ConfigureAwait(false);
                }

                // Begun here, in their order: of pairs that fail for the same reason, it is the first that says which.
                running.Enqueue(MeasureAsync(pair, parallelism / atOnce, abandoned.Token));
            }

            while (running.Count > 0)
            {
                yield return await running.Dequeue().ConfigureAwait(false);
            }
        }
        finally
        {
            await abandoned.CancelAsync().ConfigureAwait(false);
            foreach (Task left in running)
            {
                await left.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<MeasuredPair> MeasureAsync(
        PlannedPair pair, int parallelism, CancellationToken cancellationToken)
    {
        var fold = new DeltaFold();
        ReclaimableSets? reclaimable = NotesReclaimable ? new() : null;
        long start = time.GetTimestamp();
        EbsChangedBlocksException? failure = null;
        string? empty = null;
        try
        {
            try
            {
                await FoldAsync(pair.Pair, isGone: false).ConfigureAwait(false);
            }
            catch (EbsChangedBlocksException e) when (e.EmptySnapshotId is not null)
            {
                empty = e.EmptySnapshotId;
                await FoldOtherAsync(empty).ConfigureAwait(false);
            }

            fold.Complete();
        }
        catch (EbsChangedBlocksException e)
        {
            failure = e;
        }

        return new MeasuredPair(pair, fold, reclaimable, time.GetElapsedTime(start), failure, empty);

        // Beside a snapshot without blocks, all that the other has is new in it, or gone from it; and nothing is both,
        // where both are empty.
        async Task FoldOtherAsync(string empty)
        {
            string? other = empty == pair.Pair.First ? pair.Pair.Second : pair.Pair.First;
            if (other is null)
            {
                return;
            }

            try
            {
                await FoldAsync(new SnapshotPair(null, other), isGone: other == pair.Pair.First).ConfigureAwait(false);
            }
            catch (EbsChangedBlocksException e) when (e.EmptySnapshotId is not null)
            {
            }
        }

        async Task FoldAsync(SnapshotPair listed, bool isGone)
        {
            var wanted = new ListingRequest(listed) { WantsTokens = false };
            await foreach (BlockPage found in list(wanted, parallelism, cancellationToken).ConfigureAwait(false))
            {
                BlockPage page = isGone ? found.AsRemoved() : found;
                OnPage(pair, page);
                fold.Add(page);
                Note(page, reclaimable);
            }
        }
    }

    private static void Note(BlockPage page, ReclaimableSets? reclaimable)
    {
        if (reclaimable is null)
        {
            return;
        }

        foreach (BlockEntry block in page.Blocks)
        {
            reclaimable.Add(block);
        }
    }
}

/// <summary>A pair that was measured, or why it could not be.</summary>
/// <param name="Planned">The pair.</param>
/// <param name="Fold">Its figures.</param>
/// <param name="Reclaimable">What it tells of blocks that one snapshot alone holds, where that was wanted.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Failure">Why it could not be measured; null where it was.</param>
/// <param name="EmptySnapshotId">
/// The one that the service called empty, so that the whole of the other was counted; null where there was none such.
/// </param>
internal sealed record MeasuredPair(
    PlannedPair Planned,
    DeltaFold Fold,
    ReclaimableSets? Reclaimable,
    TimeSpan Elapsed,
    EbsChangedBlocksException? Failure,
    string? EmptySnapshotId);
