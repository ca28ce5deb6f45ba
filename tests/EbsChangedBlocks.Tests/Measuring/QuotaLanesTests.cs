using System.Runtime.CompilerServices;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Measuring;

namespace EbsChangedBlocks.Tests.Measuring;

public class QuotaLanesTests
{
    private static readonly SnapshotPlace Frankfurt = new("eu-central-1", null);
    private static readonly SnapshotPlace Dublin = new("eu-west-1", "prod");

    [Fact]
    public async Task What_is_done_elsewhere_waits_for_its_turn_and_is_not_held_up()
    {
        PlannedPair[] pairs = [Pair(1, Frankfurt), Pair(2, Dublin), Pair(3, Dublin), Pair(4, Frankfurt), Pair(5, null)];
        var others = new CountdownEvent(3);
        var gate = new TaskCompletionSource();
        QuotaLanes<MeasuredPair> lanes = Lanes(
            place => Task.FromResult(Listing(place, gate.Task)),
            pair =>
            {
                if (pair.Planned.Place != Frankfurt && others.Signal())
                {
                    gate.SetResult();
                }
            });

        List<MeasuredPair> measured =
            await lanes.MeasureAsync(pairs, TestContext.Current.CancellationToken)
                .ToListAsync(TestContext.Current.CancellationToken);

        // Frankfurt, which is first, is listed only when all others are done.
        Assert.Equal(pairs, measured.Select(pair => pair.Planned));
        Assert.All(measured, pair => Assert.Equal(1, pair.Fold.Count(ChangeType.Added)));
    }

    [Fact]
    public async Task A_place_that_cannot_be_opened_fails_its_own_pairs_and_is_tried_once()
    {
        PlannedPair[] pairs = [Pair(1, Dublin), Pair(2, Frankfurt), Pair(3, Dublin)];
        var opened = new List<SnapshotPlace?>();
        QuotaLanes<MeasuredPair> lanes = Lanes(place =>
        {
            lock (opened)
            {
                opened.Add(place);
            }

            return place == Dublin
                ? Task.FromException<ListPair>(new EbsChangedBlocksException(FailureKind.ProfileUnusable, "no prod"))
                : Task.FromResult(Listing(place, Task.CompletedTask));
        });

        List<MeasuredPair> measured =
            await lanes.MeasureAsync(pairs, TestContext.Current.CancellationToken)
                .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(pairs, measured.Select(pair => pair.Planned));
        Assert.Equal(["no prod", null, "Not tried: no prod"], measured.Select(pair => pair.Failure?.Message));
        Assert.Equal([Dublin, Frankfurt], opened.OrderByDescending(place => place!.Region));
    }

    [Fact]
    public async Task What_a_lane_cannot_know_ends_the_whole()
    {
        QuotaLanes<MeasuredPair> lanes = Lanes(_ => throw new NotSupportedException());

        await Assert.ThrowsAsync<NotSupportedException>(async () =>
            await lanes.MeasureAsync([Pair(1, Dublin)], TestContext.Current.CancellationToken)
                .ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whoever_stops_early_leaves_nothing_running()
    {
        int ended = 0;
        var begun = new CountdownEvent(2);
        QuotaLanes<MeasuredPair> lanes = Lanes(place => Task.FromResult<ListPair>(
            (wanted, _, cancellationToken) => place is null
                ? GatedListing.ListAsync(wanted, Task.Run(begun.Wait, cancellationToken))
                : Endless(begun, () => Interlocked.Increment(ref ended), cancellationToken)));

        await foreach (MeasuredPair _ in lanes.MeasureAsync(
            [Pair(1, null), Pair(2, Dublin), Pair(3, Frankfurt)], TestContext.Current.CancellationToken))
        {
            break;
        }

        Assert.Equal(2, ended);
    }

    private static QuotaLanes<MeasuredPair> Lanes(
        Func<SnapshotPlace?, Task<ListPair>> open, Action<MeasuredPair>? done = null) => new(
        open,
        (list, pairs, cancellationToken) =>
            new PairMeasurer(list, TimeProvider.System).MeasureAsync(pairs, 16, cancellationToken),
        (pair, _) =>
        {
            done?.Invoke(pair);
            return pair;
        });

    private static PlannedPair Pair(int number, SnapshotPlace? place) =>
        new(new($"snap-{number}") { Place = place }, new($"snap-{number}b") { Place = place });

    private static ListPair Listing(SnapshotPlace? place, Task gate) =>
        (wanted, _, _) => GatedListing.ListAsync(wanted, place == Frankfurt ? gate : Task.CompletedTask);

    private static async IAsyncEnumerable<BlockPage> Endless(
        CountdownEvent begun, Action ended, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            begun.Signal();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            ended();
        }

        yield break;
    }
}
