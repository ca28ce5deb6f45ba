using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Tests.Listing;

public class PageOrderGuardTests
{
    [Theory]
    [InlineData("descending in a page", new[] { 5, 3 }, new int[0])]
    [InlineData("repeated in a page", new[] { 5, 5 }, new int[0])]
    [InlineData("repeated on the next page", new[] { 5 }, new[] { 5 })]
    [InlineData("descending on the next page", new[] { 5, 9 }, new[] { 7 })]
    [InlineData("before the start", new[] { 1 }, new int[0])]
    [InlineData("negative", new[] { -1 }, new int[0])]
    public void Indexes_that_no_listing_has_are_refused(string what, int[] first, int[] second)
    {
        var guard = new PageOrderGuard(2);

        ListingException refused = Assert.Throws<ListingException>(() =>
        {
            guard.Check(Page(first));
            guard.Check(Page(second));
        });

        Assert.True(refused.Failure == ListingFailure.InvalidServiceResponse, what);
    }

    [Fact]
    public void A_block_of_neither_snapshot_is_refused()
    {
        BlockPage page = Page(1) with { Blocks = [new BlockEntry(1, null, null)] };

        Assert.Throws<ListingException>(() => new PageOrderGuard(0).Check(page));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(4096)]
    public void A_block_size_that_is_senseless_or_changes_is_refused(int blockSize)
    {
        var guard = new PageOrderGuard(0);
        guard.Check(Page(1));

        Assert.Throws<ListingException>(() => guard.Check(Page(2) with { BlockSize = blockSize }));
    }

    [Fact]
    public void A_refused_page_leaves_the_place_to_go_on_from_where_it_was()
    {
        var guard = new PageOrderGuard(0);
        guard.Check(Page(1, 2));

        Assert.Throws<ListingException>(() => guard.Check(Page(7, 6)));

        Assert.Equal(3, guard.Next);
    }

    private static BlockPage Page(params int[] indexes) => new()
    {
        Pair = SimulatedVolume.Pair,
        Blocks = [.. indexes.Select(index => new BlockEntry(index, "first", "second"))],
        BlockSize = 512 * 1024,
    };
}
