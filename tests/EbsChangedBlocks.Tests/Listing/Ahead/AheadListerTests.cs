using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Listing.Ahead;
using EbsChangedBlocks.Requests;
using EbsChangedBlocks.Tests.Listing.Simulation;
using EbsChangedBlocks.Tests.Requests;

namespace EbsChangedBlocks.Tests.Listing.Ahead;

/// <summary>What is sent after each answer, and what becomes of errors and of a listing that is stopped.</summary>
public sealed class AheadListerTests : IDisposable
{
    private readonly SimulatedClock _clock = new();
    private readonly HeldAnswers _source;
    private readonly CancellationTokenSource _stop = new();
    private readonly SynchronizationContext? _outer = SynchronizationContext.Current;

    // Answers are to be taken in on the thread that gives them.
    public AheadListerTests()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        _source = new HeldAnswers(_clock);
    }

    public void Dispose()
    {
        SynchronizationContext.SetSynchronizationContext(_outer);
        _stop.Dispose();
    }

    [Fact]
    public async Task The_first_request_goes_alone()
    {
        await using AheadLister listing = Start(50);
        Task<BlockPage?> first = listing.NextAsync();

        Assert.Equal(["0"], _source.Positions);
        _source.Answer("0", "a", 1, 10);
        Assert.Equal(["a", "50"], _source.Positions);
        Assert.Equal(2, (await first)!.Blocks.Count);
    }

    [Fact]
    public async Task A_probe_that_fails_is_forgotten_and_the_head_goes_on()
    {
        await using AheadLister listing = Start(50);
        _ = await First(listing, "a");
        _source.Fail("50", FailureKind.RequestInvalid);
        _source.Answer("a", null, 70);

        Assert.Equal(70, Assert.Single((await listing.NextAsync())!.Blocks).Index);
        Assert.Null(await listing.NextAsync());
    }

    [Fact]
    public async Task An_anchored_chain_that_fails_is_asked_again_when_it_is_due()
    {
        await using AheadLister listing = Start(50);
        _ = await First(listing, "a");
        _source.Answer("50", "b", 60);
        _source.Fail("b", FailureKind.ServiceError);
        Assert.Equal(["a"], _source.Positions);

        _source.Answer("a", "c", 49);

        Assert.Equal(["b"], _source.Positions);
    }

    [Fact]
    public async Task An_error_of_the_head_comes_after_all_before_it()
    {
        await using AheadLister listing = Start(50);
        _ = await First(listing, "a");
        _source.Answer("50", "b", 60);
        _source.Answer("a", "c", 49);
        _source.Fail("b", FailureKind.AccessDenied);
        _source.Fail("b", FailureKind.AccessDenied);

        Assert.Equal(49, Assert.Single((await listing.NextAsync())!.Blocks).Index);
        Assert.Equal(60, Assert.Single((await listing.NextAsync())!.Blocks).Index);
        Assert.Equal(61, (await Assert.ThrowsAsync<EbsChangedBlocksException>(listing.NextAsync)).NextBlockIndex);
    }

    [Fact]
    public async Task When_the_next_chain_is_dropped_the_head_goes_on_by_its_own_token()
    {
        await using AheadLister listing = Start(50);
        _ = await First(listing, "a");
        _source.Answer("a", "c", 55);
        Assert.Equal(["50"], _source.Positions);

        _source.Answer("50", "b", 52);

        Assert.Equal(["c"], _source.Positions);
    }

    [Theory]
    [InlineData(0, new[] { 7, 3 }, 0)]
    [InlineData(50, new[] { 49 }, 11)]
    public async Task An_answer_that_cannot_be_right_ends_the_listing_even_ahead_of_the_head(
        int start, int[] indexes, int next)
    {
        await using AheadLister listing = Start(50);
        if (start > 0)
        {
            _ = await First(listing, "a");
        }

        Task<BlockPage?> failing = listing.NextAsync();
        _source.Answer($"{start}", "b", indexes);

        EbsChangedBlocksException refused = await Assert.ThrowsAsync<EbsChangedBlocksException>(() => failing);
        Assert.Equal((FailureKind.InvalidServiceResponse, next), (refused.Kind, refused.NextBlockIndex));
    }

    [Fact]
    public async Task Whoever_waits_learns_at_once_that_the_listing_was_cancelled()
    {
        await using AheadLister listing = Start(50);
        _ = await First(listing, "a");
        Task<BlockPage?> waiting = listing.NextAsync();

        await _stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.All(_source.Held, held => Assert.True(held.Answer.Task.IsCanceled));
    }

    [Fact]
    public async Task At_the_end_what_is_in_flight_is_cancelled_and_counted()
    {
        await using AheadLister listing = Start(50);
        _ = await First(listing, "a");
        _source.Answer("a", null, 12);

        Assert.True(Assert.Single(_source.Held).Answer.Task.IsCanceled);
        Assert.Equal(1, (await listing.NextAsync())!.Cost.Requests);
        BlockPage last = (await listing.NextAsync())!;
        Assert.Equal((0, 1), (last.Blocks.Count, last.Cost.Requests));
        Assert.Null(await listing.NextAsync());
    }

    [Fact]
    public async Task A_source_that_answers_at_once_is_listed_to_the_end()
    {
        var volume = new SimulatedVolume([.. Enumerable.Range(0, 50_000)], [49_999], _ => 2);
        var wanted = new ListingRequest(SimulatedVolume.Pair) { MaxResults = 10 };
        RequestRunner requests = QuietRequests.At(1e9, TimeProvider.System);

        List<BlockPage> pages = await AheadLister
            .ListAsync(volume, wanted, requests, 16, TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(volume.Changed, pages.SelectMany(page => page.Blocks).Select(block => block.Index));
    }

    private AheadLister Start(params int[] starts)
    {
        var wanted = new ListingRequest(SimulatedVolume.Pair);
        RequestRunner requests = QuietRequests.At(ListQuota.DefaultPace, _clock, new Random(1));
        return new(_source, wanted, requests, new Backpressure(4, 100), new ScriptedPolicy(starts), _stop.Token);
    }

    private async Task<BlockPage?> First(AheadLister listing, string token)
    {
        Task<BlockPage?> first = listing.NextAsync();
        _source.Answer("0", token, 1, 10);
        return await first;
    }
}
