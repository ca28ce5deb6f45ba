using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Tests.Listing.Simulation;

namespace EbsChangedBlocks.Tests.Listing.Ahead;

/// <summary>Volumes and services at the edge of what occurs, as whole listings in simulated time.</summary>
public class AheadEdgeCases
{
    private const int PageSize = 10;

    private readonly SimulatedClock _clock = new();

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(5_000, 0, 0)]
    [InlineData(5_000, 10, 0)]
    [InlineData(5_000, 10, 10)]
    [InlineData(5_000, 11, 0)]
    [InlineData(5_000, 11, 11)]
    public void Volumes_with_next_to_nothing_in_them(int blocks, int written, int changed)
    {
        foreach (double needlessTokens in (double[])[0, 1])
        {
            SimulatedDisk disk = DiskShapes.Make(blocks, index => index < written, index => index < changed);
            SimulatedListing listing = List(new SimulatedService(disk, _clock, 1) { NeedlessTokens = needlessTokens });
            Assert.Equal(disk.Changed(), listing.Listed);
        }
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(1_001)]
    [InlineData(1_009)]
    [InlineData(10)]
    [InlineData(9)]
    public void Where_all_has_changed_looking_ahead_costs_nothing(int blocks)
    {
        var service = new SimulatedService(DiskShapes.Make(blocks, _ => true, _ => true), _clock, 1);

        Assert.Equal(Enumerable.Range(0, blocks), List(service).Listed);
        Assert.Equal((blocks + PageSize - 1) / PageSize, service.Requests.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(16)]
    public void Pages_larger_than_asked_fill_the_memory_and_hold_nothing_up(int parallelism)
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            SimulatedDisk disk = DiskShapes.Make(20_000, _ => true, index => index / 500 % 4 > 0);
            var service = new SimulatedService(disk, _clock, seed) { HasLongWindows = true };

            Assert.Equal(disk.Changed(), List(service, parallelism).Listed);
        }
    }

    [Fact]
    public void Probes_into_one_unwritten_stretch_cost_little()
    {
        SimulatedDisk disk = DiskShapes.Make(100_000, index => index is < 200 or >= 98_000, _ => true);
        var service = new SimulatedService(disk, _clock, 1);

        Assert.Equal(disk.Changed(), List(service).Listed);
        Assert.InRange(service.Requests.Count, 220, 220 + 12);
    }

    [Fact]
    public void A_start_behind_the_last_written_block_gives_nothing()
    {
        var service = new SimulatedService(DiskShapes.Make(1_000, index => index < 100, _ => true), _clock, 1);

        Assert.Empty(List(service, start: 500).Listed);
        Assert.Single(service.Requests);
    }

    [Fact]
    public void Nothing_is_listed_from_behind_the_end()
    {
        SimulatedDisk disk = DiskShapes.Make(5_000, _ => true, _ => true);
        var service = new SimulatedService(disk, _clock, 1);

        Assert.Equal(Enumerable.Range(0, 1_000), List(service, end: 1_000).Listed);
        Assert.Equal(100, service.Requests.Count);
    }

    [Fact]
    public void Windows_of_one_block_are_windows()
    {
        SimulatedDisk disk = DiskShapes.Scattered(500, 0.5, 1);

        Assert.Equal(disk.Changed(), List(new SimulatedService(disk, _clock, 1), pageSize: 1).Listed);
    }

    [Theory]
    [InlineData(700)]
    [InlineData(1)]
    [InlineData(5_000)]
    public void The_size_of_the_volume_is_but_a_hint(int claimed)
    {
        SimulatedDisk disk = DiskShapes.Scattered(1_000, 0.3, 1);

        Assert.Equal(
            disk.Changed(), List(new SimulatedService(disk, _clock, 1) { ClaimedBlockCount = claimed }).Listed);
    }

    [Fact]
    public void When_all_probes_are_refused_the_head_lists_alone()
    {
        SimulatedDisk disk = DiskShapes.Scattered(20_000, 0.3, 1);
        var service = new SimulatedService(disk, _clock, 1) { RefusedAhead = 1 };

        SimulatedListing listing = List(service);

        Assert.Null(listing.Failure);
        Assert.Equal(disk.Changed(), listing.Listed);
        Assert.InRange(service.Requests.Count, 2_000, 2_500);
        Assert.Equal(service.Requests.Count, listing.CostTold.Requests);
    }

    [Fact]
    public void Ten_seconds_in_which_all_is_throttled_pass()
    {
        SimulatedDisk disk = DiskShapes.Scattered(5_000, 0.3, 1);
        var service = new SimulatedService(disk, _clock, 1) { ThrottlesUntil = TimeSpan.FromSeconds(10) };

        SimulatedListing listing = List(service);

        Assert.Equal(disk.Changed(), listing.Listed);
        Assert.Equal(service.Throttled, listing.CostTold.Throttles);
        Assert.Equal(service.Requests.Count, listing.CostTold.Requests);
    }

    [Fact]
    public void A_token_that_has_expired_while_the_consumer_rested_is_done_without()
    {
        SimulatedDisk disk = DiskShapes.Make(1_000, _ => true, _ => true);
        var service = new SimulatedService(disk, _clock, 1) { TokenLifetime = TimeSpan.FromMinutes(60) };

        SimulatedListing listing = List(
            service,
            parallelism: 1,
            pause: page => page.Blocks[0].Index == 500 ? TimeSpan.FromMinutes(61) : TimeSpan.Zero);

        Assert.Equal(disk.Changed(), listing.Listed);
        Assert.Equal(101, service.Requests.Count);
    }

    [Fact]
    public void Tokens_that_are_always_refused_end_the_listing()
    {
        SimulatedDisk disk = DiskShapes.Make(1_000, _ => true, _ => false);

        SimulatedListing listing = List(
            new SimulatedService(disk, _clock, 1) { TokenLifetime = TimeSpan.FromTicks(-1) }, parallelism: 1);

        Assert.Equal(FailureKind.PageTokenInvalid, listing.Failure?.Kind);
    }

    [Fact]
    public void With_two_requests_in_flight_the_head_is_never_held_up()
    {
        SimulatedDisk disk = DiskShapes.Make(10_000, _ => true, index => index == 9_999);
        TimeSpan serial = List(new SimulatedService(disk, _clock, 1), parallelism: 1).Elapsed;

        Assert.InRange(List(new SimulatedService(disk, _clock, 1), parallelism: 2).Elapsed / serial, 0.9, 1.1);
    }

    [Fact]
    public void A_share_of_the_quota_is_found_and_kept_to()
    {
        SimulatedDisk disk = DiskShapes.Make(40_000, _ => true, _ => true);
        var service = new SimulatedService(disk, _clock, 1) { Quota = 20 };

        SimulatedListing listing = List(service);

        Assert.Equal(disk.Changed(), listing.Listed);
        Assert.InRange(service.Throttled / (double)service.Requests.Count, 0, 0.05);
        Assert.InRange(listing.Elapsed.TotalSeconds * 20 / 4_000, 0.99, 1.25);
    }

    private SimulatedListing List(
        SimulatedService service,
        int parallelism = 16,
        int pageSize = PageSize,
        int start = 0,
        int end = int.MaxValue,
        Func<BlockPage, TimeSpan>? pause = null) =>
        new SimulatedListing(service, _clock)
        {
            Parallelism = parallelism,
            PageSize = pageSize,
            Start = start,
            End = end,
            Pause = pause ?? (_ => TimeSpan.Zero),
        }.Run();
}
