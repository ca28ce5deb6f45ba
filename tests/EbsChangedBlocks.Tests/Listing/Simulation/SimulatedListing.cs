using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Listing.Ahead;
using EbsChangedBlocks.Requests;
using EbsChangedBlocks.Tests.Requests;

namespace EbsChangedBlocks.Tests.Listing.Simulation;

/// <summary>
/// Runs a listing, its retries and its limiter in simulated time, and looks at it after everything that happens.
/// </summary>
internal sealed class SimulatedListing(SimulatedService service, SimulatedClock clock)
{
    public int Parallelism { get; init; } = 16;

    public int PageSize { get; init; } = PageRequest.HighestMaxResults;

    public int Start { get; init; }

    public int End { get; init; } = int.MaxValue;

    /// <summary>How long the consumer takes over a page.</summary>
    public Func<BlockPage, TimeSpan> Pause { get; init; } = _ => TimeSpan.Zero;

    /// <summary>Pages after which the consumer stops.</summary>
    public int StopAfter { get; init; } = int.MaxValue;

    public Func<Backpressure, IAheadPolicy> Policy { get; init; } = limits => new AheadPolicy(limits, new Random(0));

    /// <summary>Takes each page; keeps the blocks unless told otherwise.</summary>
    public Action<BlockPage>? Use { get; init; }

    public List<int> Listed { get; } = [];

    public RequestCost CostTold { get; private set; }

    public TimeSpan Elapsed { get; private set; }

    public int MostWaitingBlocks { get; private set; }

    public EbsChangedBlocksException? Failure { get; private set; }

    public SimulatedListing Run()
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            RunHere();
            return this;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private void RunHere()
    {
        RequestRunner requests = QuietRequests.At(ListQuota.DefaultPace, clock, new Random(1));
        var limits = new Backpressure(Parallelism, PageSize);
        var wanted = new ListingRequest(SimulatedVolume.Pair)
        {
            StartingBlockIndex = Start,
            EndingBlockIndex = End,
            MaxResults = PageSize,
        };
        TimeSpan begin = clock.Now;
        var listing = new AheadLister(service, wanted, requests, limits, Policy(limits), CancellationToken.None);
        try
        {
            for (int pages = 0; pages < StopAfter && Next(listing, limits) is BlockPage page; pages++)
            {
                Take(page, listing, limits);
            }
        }
        catch (EbsChangedBlocksException failure)
        {
            Failure = failure;
        }

        Elapsed = clock.Now - begin;
        int sent = service.Requests.Count;
        listing.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Assert.Equal(0, service.InFlight);
        clock.RunAll();
        Assert.Equal(sent, service.Requests.Count);
    }

    private BlockPage? Next(AheadLister listing, Backpressure limits)
    {
        Task<BlockPage?> next = listing.NextAsync();
        while (!next.IsCompleted)
        {
            Assert.True(clock.RunNext(TimeSpan.MaxValue), "The listing hangs.");
            Look(listing, limits);
        }

        return next.GetAwaiter().GetResult();
    }

    private void Take(BlockPage page, AheadLister listing, Backpressure limits)
    {
        CostTold += page.Cost;
        if (Use is null)
        {
            Listed.AddRange(page.Blocks.Select(block => block.Index));
        }
        else
        {
            Use(page);
        }

        TimeSpan done = clock.Now + Pause(page);
        while (clock.RunNext(done))
        {
            Look(listing, limits);
        }

        clock.MoveTo(done);
    }

    private void Look(AheadLister listing, Backpressure limits)
    {
        int waiting = listing.WaitingBlocks;
        MostWaitingBlocks = Math.Max(MostWaitingBlocks, waiting);
        int most = (limits.Capacity + PageSize) * (service.HasLongWindows ? 2 : 1);
        Assert.InRange(waiting + (PageSize * service.InFlight), 0, most);
        Assert.InRange(service.InFlight, 0, Parallelism);
    }
}
