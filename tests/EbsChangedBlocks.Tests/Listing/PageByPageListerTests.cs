using CsCheck;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Requests;
using EbsChangedBlocks.Tests.Requests;

namespace EbsChangedBlocks.Tests.Listing;

public class PageByPageListerTests
{
    private static readonly Gen<SimulatedVolume> Volumes =
        from writtenCount in Gen.Int[0, 300]
        from written in Gen.Int[0, 1000].HashSet[0, writtenCount]
        from changedShare in Gen.Int[0, 100]
        from seed in Gen.Int
        select Volume(written, changedShare, seed);

    [Fact]
    public void The_list_is_every_changed_block_of_the_range_once_and_ascending() =>
        Gen.Select(Volumes, Gen.Int[0, 1010], Gen.Int[0, 1010]).Sample((volume, start, end) =>
        {
            var wanted = new ListingRequest(SimulatedVolume.Pair)
            {
                StartingBlockIndex = start,
                EndingBlockIndex = end,
            };
            List<int> listed = Indexes(
                PageByPageLister.ListAsync(volume, wanted, AtOnce, TestContext.Current.CancellationToken));
            Assert.Equal(volume.Changed.Where(index => index >= start && index < end), listed);
        });

    [Fact]
    public async Task Empty_pages_with_a_token_are_passed_through_to_the_hit_behind_them()
    {
        var volume = new SimulatedVolume([.. Enumerable.Range(0, 1000)], [999], _ => 100);

        List<BlockPage> pages = await All(volume, new ListingRequest(SimulatedVolume.Pair) { MaxResults = 100 });

        Assert.Equal(10, pages.Count);
        Assert.All(pages[..9], page => Assert.Empty(page.Blocks));
        Assert.Equal(999, Assert.Single(pages[9].Blocks).Index);
    }

    [Fact]
    public async Task Nothing_is_asked_for_behind_the_end_of_the_range()
    {
        var volume = new SimulatedVolume([.. Enumerable.Range(0, 1000)], [.. Enumerable.Range(0, 1000)], _ => 100);

        await All(volume, new ListingRequest(SimulatedVolume.Pair) { MaxResults = 100, EndingBlockIndex = 200 });

        Assert.Equal(2, volume.Requests.Count);
    }

    [Fact]
    public async Task An_empty_range_asks_nothing()
    {
        var volume = new SimulatedVolume([1], [1], _ => 100);

        Assert.Empty(await All(
            volume, new ListingRequest(SimulatedVolume.Pair) { StartingBlockIndex = 7, EndingBlockIndex = 7 }));
        Assert.Empty(volume.Requests);
    }

    [Fact]
    public async Task A_token_goes_alone_so_that_no_server_has_to_choose()
    {
        var volume = new SimulatedVolume([.. Enumerable.Range(0, 300)], [250], _ => 100);

        await All(
            volume,
            new ListingRequest(SimulatedVolume.Pair) { MaxResults = 100, StartingBlockIndex = 50, NextToken = "100" });

        Assert.All(volume.Requests, request => Assert.Null(request.StartingBlockIndex));
        Assert.Equal("100", volume.Requests[0].NextToken);
    }

    private static RequestRunner AtOnce => QuietRequests.At(1e9, TimeProvider.System);

    private static async Task<List<BlockPage>> All(SimulatedVolume volume, ListingRequest wanted) =>
        await PageByPageLister.ListAsync(volume, wanted, AtOnce, TestContext.Current.CancellationToken).ToListAsync();

    private static List<int> Indexes(IAsyncEnumerable<BlockPage> pages) =>
        [.. pages.ToBlockingEnumerable().SelectMany(page => page.Blocks).Select(block => block.Index)];

    private static SimulatedVolume Volume(HashSet<int> written, int changedShare, int seed)
    {
        var random = new Random(seed);
        int[] sorted = [.. written.Order()];
        return new(
            sorted,
            [.. sorted.Where(_ => random.Next(100) < changedShare)],
            start => new Random(seed ^ start).Next(1, 60));
    }
}
