using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Listing.Ahead;
using EbsChangedBlocks.Requests;
using EbsChangedBlocks.Tests.Listing.Simulation;
using EbsChangedBlocks.Tests.Requests;

namespace EbsChangedBlocks.Tests.Listing.Ahead;

/// <summary>
/// What holds for any volume, window, latency and order of answers. A case is a seed; EBS_SIMULATED_VOLUMES says how
/// many to run of each property.
/// </summary>
public class AheadProperties
{
    private static readonly int Volumes =
        int.Parse(Environment.GetEnvironmentVariable("EBS_SIMULATED_VOLUMES") ?? "500");

    /// <summary>In requests.</summary>
    private const int MostOver = 12;

    private static readonly int First = int.Parse(Environment.GetEnvironmentVariable("EBS_SIMULATED_FROM") ?? "0");

    /// <summary>
    /// The allowance for looking ahead holds on average; one volume in thousands goes a few requests beyond.
    /// </summary>
    [Fact]
    public void The_list_is_the_truth_and_costs_hardly_more_than_a_serial_one()
    {
        int over = 0;
        ForAll(random => over += IsOverCost(random) ? 1 : 0);
        Assert.InRange(over, 0, Volumes / 1000);
    }

    private static bool IsOverCost(Random random)
    {
        double shortWindows = random.Next(3) switch { 0 => 0, 1 => 0.1, _ => random.NextDouble() };
        var run = new Case(random) { ShortWindows = shortWindows };

        SimulatedListing listing = run.List();

        Assert.Null(listing.Failure);
        Assert.Equal(run.Disk.Changed(), listing.Listed);
        Assert.Equal(run.Service.Requests.Count, listing.CostTold.Requests);
        double serial = run.CountSerial();
        double over = run.Service.Requests.Count - Math.Max(1.25 * serial, serial + 16) - (shortWindows > 0 ? 12 : 0);
        Assert.True(over <= MostOver, $"{run.Service.Requests.Count} requests against {serial}.");
        return over > 0;
    }

    [Fact]
    public void The_list_is_the_truth_under_any_policy() => ForAll(random =>
    {
        var run = new Case(random) { ShortWindows = random.NextDouble(), RefusedAhead = random.Next(2) * 0.2 };

        SimulatedListing listing = run.List(_ => new RandomPolicy(random.Next()));

        Assert.Null(listing.Failure);
        Assert.Equal(run.Disk.Changed(), listing.Listed);
    });

    [Fact]
    public void Slow_consumers_throttles_refusals_and_expired_tokens_take_nothing_away() => ForAll(random =>
    {
        double pace = Math.Pow(10, random.Next(-3, 1));
        var run = new Case(random)
        {
            ShortWindows = random.Next(2) * random.NextDouble(),
            RefusedAhead = random.Next(3) * 0.1,
            Quota = random.Next(2) == 0 ? double.PositiveInfinity : 3 + (40 * random.NextDouble()),
            TokenLifetime = TimeSpan.FromMinutes(10),
            Pause = page => random.Next(50) == 0
                ? TimeSpan.FromMinutes(15)
                : TimeSpan.FromSeconds(pace * page.Blocks.Count),
        };

        SimulatedListing listing = run.List();

        Assert.Null(listing.Failure);
        Assert.Equal(run.Disk.Changed(), listing.Listed);
    });

    [Fact]
    public void With_one_request_in_flight_the_requests_are_those_of_a_serial_listing() => ForAll(random =>
    {
        int blocks = random.Next(1, 16_000);
        int pageSize = random.Next(3, 40);
        int start = random.Next(3) == 0 ? random.Next(blocks + 2) : 0;
        var wanted = new ListingRequest(SimulatedVolume.Pair)
        {
            MaxResults = pageSize,
            StartingBlockIndex = start,
            EndingBlockIndex = random.Next(3) == 0 ? start + 1 + random.Next(blocks) : int.MaxValue,
        };
        SimulatedDisk disk = DiskShapes.Ragged(blocks, random.Next(), pageSize);
        int seed = random.Next();
        var clock = new SimulatedClock();
        SimulatedService Service() => new(disk, clock, seed)
        {
            ShortWindows = 0.5,
            NeedlessTokens = 0.5,
            IsRepeatable = true,
            Latency = 0,
        };

        SimulatedService serial = Service();
        List<int> expected = Serially(serial, wanted, clock);
        SimulatedService ahead = Service();
        SimulatedListing listing = new SimulatedListing(ahead, clock)
        {
            Parallelism = 1,
            PageSize = pageSize,
            Start = wanted.StartingBlockIndex,
            End = wanted.EndingBlockIndex,
        }.Run();

        Assert.Equal(expected, listing.Listed);
        Assert.Equal(serial.Requests.Select(Position), ahead.Requests.Select(Position));
    });

    [Fact]
    public void A_part_is_that_part_of_the_whole() => ForAll(random =>
    {
        var run = new Case(random) { ShortWindows = random.Next(2) * random.NextDouble() };
        int start = random.Next(run.Disk.BlockCount + 2);
        int end = random.Next(3) == 0 ? int.MaxValue : start + 1 + random.Next(run.Disk.BlockCount);

        SimulatedListing listing = run.List(start: start, end: end);

        Assert.Equal(run.Disk.Changed().Where(index => index >= start && index < end), listing.Listed);
    });

    [Fact]
    public void A_listing_that_fails_has_given_all_before_the_block_where_it_goes_on() => ForAll(random =>
    {
        var run = new Case(random) { Failing = 0.05 };

        SimulatedListing listing = run.List();
        int next = listing.Failure?.NextBlockIndex ?? run.Disk.BlockCount;
        Assert.Equal(run.Disk.Changed().Where(index => index < next), listing.Listed);

        run.Service.Failing = 0;
        Assert.Equal(run.Disk.Changed().Where(index => index >= next), run.List(start: next).Listed);
    });

    [Fact]
    public void A_consumer_that_stops_has_had_the_first_blocks_and_ends_all_requests() => ForAll(random =>
    {
        var run = new Case(random) { ShortWindows = 0.2 };

        SimulatedListing listing = run.List(stopAfter: random.Next(20));

        Assert.Equal(run.Disk.Changed().Take(listing.Listed.Count), listing.Listed);
    });

    private static (int? Start, string? Token) Position(PageRequest request) =>
        (request.StartingBlockIndex, request.NextToken?.Split('/')[0]);

    private static List<int> Serially(SimulatedService service, ListingRequest wanted, SimulatedClock clock)
    {
        List<int> listed = [];
        Task all = ReadAsync();
        while (!all.IsCompleted)
        {
            Assert.True(clock.RunNext(TimeSpan.MaxValue));
        }

        return listed;

        async Task ReadAsync()
        {
            RequestRunner requests = QuietRequests.At(1e9, clock);
            IAsyncEnumerable<BlockPage> pages =
                PageByPageLister.ListAsync(service, wanted, requests, CancellationToken.None);
            await foreach (BlockPage page in pages.ConfigureAwait(false))
            {
                listed.AddRange(page.Blocks.Select(block => block.Index));
            }
        }
    }

    private static void ForAll(Action<Random> property)
    {
        for (int seed = First; seed < First + Volumes; seed++)
        {
            try
            {
                property(new Random(seed));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"It does not hold for seed {seed}: {e.Message}", e);
            }
        }
    }

    /// <summary>A random volume, service and consumer.</summary>
    private sealed class Case
    {
        private readonly SimulatedClock _clock = new();
        private readonly int _pageSize;
        private readonly int _parallelism;
        private readonly int _seed;

        public Case(Random random)
        {
            _pageSize = random.Next(3, 40);
            _parallelism = random.Next(1, 33);
            _seed = random.Next();
            int blocks = random.Next(4) == 0 ? random.Next(1, 200) : random.Next(1, 16_000);
            Disk = random.Next(6) switch
            {
                0 => DiskShapes.Make(blocks, _ => true, _ => true),
                1 => DiskShapes.Scattered(blocks, Math.Pow(10, -3 * random.NextDouble()), _seed),
                2 => DiskShapes.Make(blocks, _ => true, index => index == blocks - 1),
                _ => DiskShapes.Ragged(blocks, _seed, _pageSize),
            };
        }

        public SimulatedDisk Disk { get; }

        public double ShortWindows { get; init; }

        public double RefusedAhead { get; init; }

        public double Failing { get; init; }

        public double Quota { get; init; } = double.PositiveInfinity;

        public TimeSpan TokenLifetime { get; init; } = TimeSpan.MaxValue;

        public Func<BlockPage, TimeSpan> Pause { get; init; } = _ => TimeSpan.Zero;

        public SimulatedService Service => field ??= new(Disk, _clock, _seed)
        {
            ShortWindows = ShortWindows,
            NeedlessTokens = _seed % 2,
            RefusedAhead = RefusedAhead,
            Failing = Failing,
            Quota = Quota,
            TokenLifetime = TokenLifetime,
            Latency = 0.02 * (1 + (_seed % 20)),
        };

        public double CountSerial() =>
            Enumerable.Range(0, ShortWindows > 0 ? 9 : 1).Average(_ => Service.CountSerial(_pageSize));

        public SimulatedListing List(
            Func<Backpressure, IAheadPolicy>? policy = null,
            int start = 0,
            int end = int.MaxValue,
            int stopAfter = int.MaxValue) =>
            new SimulatedListing(Service, _clock)
            {
                PageSize = _pageSize,
                Parallelism = _parallelism,
                Start = start,
                End = end,
                StopAfter = stopAfter,
                Pause = Pause,
                Policy = policy ?? (limits => new AheadPolicy(limits, new Random(0))),
            }.Run();
    }
}
