using LocalEbs.Faults;
using LocalEbs.Http;
using LocalEbs.Snapshots;
using Microsoft.Extensions.Time.Testing;

namespace LocalEbs.Tests.Faults;

public sealed class FaultScriptTests
{
    private static readonly FaultRule[] Script =
    [
        FaultRule.Parse("every 4:throttle"),
        FaultRule.Parse("10%:500"),
        FaultRule.Parse("ListSnapshotBlocks 3:504"),
        FaultRule.Parse("7-9:half-json"),
    ];

    [Fact]
    public async Task Requests_at_once_get_the_faults_of_the_order_in_which_they_arrived()
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync(
            new LocalEbsOptions { Snapshots = [new SyntheticSnapshot("snap-a", 1)], Faults = Script, Seed = 5 });
        await Task.WhenAll(Enumerable.Range(0, 60).Select(i => faulty.ReadAsync(
            i % 2 == 0 ? FaultyServer.Page : "/snapshots/snap-a/changedblocks?firstSnapshotId=snap-a")));

        var chooser = new FaultChooser(Script, seed: 5);
        Assert.All(await faulty.CompletedAsync(60), record => Assert.Equal(
            chooser.Choose(record.Operation, record.ListingNumber, record.OperationNumber, default)?.Fault.Name,
            record.Fault));
    }

    [Fact]
    public async Task A_fault_by_the_clock_begins_and_ends_on_the_servers_clock()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        FaultTrigger trigger = FaultTrigger.After(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));
        await using FaultyServer faulty = await FaultyServer.StartAsync(
            new LocalEbsOptions
            {
                Snapshots = [new SyntheticSnapshot("snap-a", 1)],
                Faults = [new FaultRule(trigger, Fault.Parse("503"))],
            },
            time);
        for (int second = 0; second < 7; second++)
        {
            await faulty.ReadAsync();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        IReadOnlyList<RequestRecord> records = await faulty.CompletedAsync(7);
        Assert.Equal([200, 200, 503, 503, 503, 200, 200], records.Select(record => record.Status));
    }

    [Fact]
    public async Task Blocks_are_not_counted_with_the_listings()
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync("2:500", "GetSnapshotBlock 1:503");
        await faulty.ReadAsync();
        await faulty.ReadAsync("/snapshots/snap-a/blocks/0?blockToken=AAAA");
        await faulty.ReadAsync();
        Assert.Equal([200, 503, 500], (await faulty.CompletedAsync(3)).Select(record => record.Status));
    }
}
