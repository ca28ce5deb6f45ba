using System.Runtime.CompilerServices;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Measuring;

namespace EbsChangedBlocks.Tests.Measuring;

public class PairMeasurerTests
{
    private static readonly PlannedPair[] Pairs =
        [.. Enumerable.Range(1, 20)
            .Select(number => new PlannedPair(new($"snap-{number}"), new($"snap-{number + 1}")))];

    [Fact]
    public async Task Results_come_as_planned_whichever_pair_is_done_first()
    {
        var gates = Pairs.ToDictionary(pair => pair.Second.Id, _ => new TaskCompletionSource());
        int begun = 0;
        var measurer = new PairMeasurer(
            (wanted, _, _) =>
            {
                // The eighth to begin opens the gates of all before it, last first.
                if (Interlocked.Increment(ref begun) % 8 == 0 || begun > 16)
                {
                    Pairs.Take(begun).Reverse().ToList().ForEach(pair => gates[pair.Second.Id].TrySetResult());
                }

                return GatedListing.ListAsync(wanted, gates[wanted.Pair.Second].Task);
            },
            TimeProvider.System);

        List<MeasuredPair> measured = await measurer.MeasureAsync(Pairs, 16, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Pairs, measured.Select(pair => pair.Planned));
        Assert.All(measured, pair => Assert.Equal(1, pair.Fold.Count(ChangeType.Added)));
    }

    [Theory]
    [InlineData(1, 16, 16)]
    [InlineData(2, 16, 8)]
    [InlineData(20, 16, 2)]
    [InlineData(20, 3, 1)]
    [InlineData(20, 1, 1)]
    public async Task The_requests_in_flight_are_shared_out(int pairs, int parallelism, int each)
    {
        var given = new HashSet<int>();
        var measurer = new PairMeasurer(
            (wanted, parallelism, _) =>
            {
                lock (given)
                {
                    given.Add(parallelism);
                }

                return GatedListing.ListAsync(wanted, Task.CompletedTask);
            },
            TimeProvider.System);

        await measurer.MeasureAsync(Pairs[..pairs], parallelism, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([each], given);
    }

    [Fact]
    public async Task A_pair_that_fails_is_said_in_its_place()
    {
        var measurer = new PairMeasurer(
            (wanted, _, _) => wanted.Pair.Second == "snap-3"
                ? throw new EbsChangedBlocksException(FailureKind.SnapshotNotFound, "gone")
                : GatedListing.ListAsync(wanted, Task.CompletedTask),
            TimeProvider.System);

        List<MeasuredPair> measured = await measurer.MeasureAsync(Pairs[..3], 4, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal([null, FailureKind.SnapshotNotFound, null], measured.Select(pair => pair.Failure?.Kind));
    }

    [Fact]
    public async Task Whoever_stops_early_leaves_nothing_running()
    {
        int ended = 0;
        var measurer = new PairMeasurer(
            (wanted, _, cancellationToken) =>
                Endless(wanted, () => Interlocked.Increment(ref ended), cancellationToken),
            TimeProvider.System);

        await foreach (MeasuredPair _ in measurer.MeasureAsync(Pairs, 8, TestContext.Current.CancellationToken))
        {
            break;
        }

        Assert.Equal(7, ended);
    }

    private static async IAsyncEnumerable<BlockPage> Endless(
        ListingRequest wanted, Action ended, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (wanted.Pair.Second == Pairs[0].Second.Id)
        {
            yield break;
        }

        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            ended();
        }
    }
}
