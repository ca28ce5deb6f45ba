using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Listing.Ahead;
using EbsChangedBlocks.Requests;
using EbsChangedBlocks.Tests.Requests;

namespace EbsChangedBlocks.Tests.Listing.Ahead;

/// <summary>Listings as a command runs them: in real time, on the threads that answers come on.</summary>
public class ConcurrentListingTests
{
    private static readonly int[] All = [.. Enumerable.Range(0, 3_000)];

    [Fact]
    public async Task Listings_that_share_a_limiter_run_side_by_side()
    {
        RequestRunner requests = QuietRequests.At(5_000, TimeProvider.System);
        int[][] changed =
            [.. Enumerable.Range(0, 8)
                .Select(pair => new Random(pair))
                .Select(random => All.Where(_ => random.Next(10) == 0).ToArray())];

        List<int>[] listed = await Task.WhenAll(
            changed.Select(indexes => Task.Run(() => ListAsync(new ScatteredAnswers(indexes), requests))));

        Assert.Equal(changed, listed.Select(indexes => indexes.ToArray()));
    }

    [Fact]
    public async Task A_consumer_that_stops_leaves_nothing_in_flight()
    {
        RequestRunner requests = QuietRequests.At(5_000, TimeProvider.System);
        var source = new ScatteredAnswers(All);
        IAsyncEnumerator<BlockPage> pages =
            List(source, requests).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await pages.MoveNextAsync();
        await pages.DisposeAsync();

        Assert.Equal(0, source.InFlight);
    }

    [Fact]
    public async Task A_listing_that_goes_on_after_a_token_is_one_page_by_page()
    {
        var volume = new SimulatedVolume(All, [.. All], _ => 10);
        ListingRequest wanted = Wanted with { NextToken = "2000" };
        List<BlockPage> pages = await AheadLister
            .ListAsync(
                volume,
                wanted,
                QuietRequests.At(40, TimeProvider.System),
                16,
                TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(100, pages.Count);
        Assert.All(volume.Requests, request => Assert.NotNull(request.NextToken));
    }

    private static ListingRequest Wanted => new(SimulatedVolume.Pair) { MaxResults = 10 };

    private static IAsyncEnumerable<BlockPage> List(IPageSource source, RequestRunner requests) =>
        AheadLister.ListAsync(source, Wanted, requests, 16, TestContext.Current.CancellationToken);

    private static async Task<List<int>> ListAsync(IPageSource source, RequestRunner requests) =>
        [.. (await List(source, requests).ToListAsync(TestContext.Current.CancellationToken))
            .SelectMany(page => page.Blocks)
            .Select(block => block.Index)];

    /// <summary>Answers each request on a thread of its own.</summary>
    private sealed class ScatteredAnswers(int[] changed) : IPageSource
    {
        private readonly SimulatedVolume _volume = new(All, [.. changed], _ => 10);
        private int _inFlight;

        public int InFlight => _inFlight;

        public async Task<BlockPage> GetPageAsync(PageRequest request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _inFlight);
            try
            {
                await Task.Delay(1, cancellationToken);
                Task<BlockPage> page;
                lock (_volume)
                {
                    page = _volume.GetPageAsync(request, cancellationToken);
                }

                return await page;
            }
            finally
            {
                Interlocked.Decrement(ref _inFlight);
            }
        }
    }
}
