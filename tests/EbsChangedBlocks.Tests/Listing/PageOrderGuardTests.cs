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

        EbsChangedBlocksException refused = Assert.Throws<EbsChangedBlocksException>(() =>
        {
            guard.Check(Page(first));
            guard.Check(Page(second));
        });

        Assert.True(refused.Kind == FailureKind.InvalidServiceResponse, what);
    }

    [Fact]
    public void A_block_of_neither_snapshot_is_refused()
    {
        BlockPage page = Page(1) with { Blocks = [new BlockEntry(1, null, null)] };

        Assert.Throws<EbsChangedBlocksException>(() => new PageOrderGuard(0).Check(page));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(4096)]
    public void A_block_size_that_is_senseless_or_changes_is_refused(int blockSize)
    {
        var guard = new PageOrderGuard(0);
        guard.Check(Page(1));

        Assert.Throws<EbsChangedBlocksException>(() => guard.Check(Page(2) with { BlockSize = blockSize }));
    }

    [Fact]
    public void A_volume_that_changes_its_size_is_refused()
    {
        var guard = new PageOrderGuard(0);
        guard.Check(Page(1) with { VolumeSize = 1L << 30 });
        guard.Check(Page(2));

        Assert.Throws<EbsChangedBlocksException>(() => guard.Check(Page(3) with { VolumeSize = 1L << 31 }));
        Assert.Throws<EbsChangedBlocksException>(() =>
            new PageOrderGuard(9, Page(1) with { VolumeSize = 1L << 30 })
                .Check(Page(9) with { VolumeSize = 1L << 31 }));
    }

    [Theory]
    [InlineData(134_217_727, true)]
    [InlineData(134_217_728, false)]
    [InlineData(int.MaxValue, false)]
    public void An_index_that_no_volume_has_is_refused(int index, bool accepted) =>
        Assert.Equal(accepted, Record.Exception(() => new PageOrderGuard(0).Check(Page(index))) is null);

    [Fact]
    public void An_index_that_has_no_next_one_is_refused_whatever_the_block_size()
    {
        var guard = new PageOrderGuard(0);

        Assert.Throws<EbsChangedBlocksException>(() => guard.Check(Page(5, int.MaxValue) with { BlockSize = 512 }));
        Assert.Equal(0, guard.Next);

        guard.Check(Page(5, int.MaxValue - 1) with { BlockSize = 512 });
        Assert.Equal(int.MaxValue, guard.Next);
        Assert.Throws<EbsChangedBlocksException>(() => guard.Check(Page(5) with { BlockSize = 512 }));
    }

    [Theory]
    [InlineData("AAABAcOGebUG+/==", true)]
    [InlineData("with space", false)]
    [InlineData("line\nbreak", false)]
    [InlineData("umläut", false)]
    public void A_page_token_that_no_service_makes_is_refused(string token, bool accepted) =>
        Assert.Equal(
            accepted, Record.Exception(() => new PageOrderGuard(0).Check(Page(1) with { NextToken = token })) is null);

    [Fact]
    public void A_page_token_that_leads_in_a_circle_is_refused()
    {
        var guard = new PageOrderGuard(0);
        guard.Check(Page() with { NextToken = "A" });
        guard.Check(Page() with { NextToken = "B" });
        EbsChangedBlocksException refused =
            Assert.Throws<EbsChangedBlocksException>(() => guard.Check(Page() with { NextToken = "A" }));
        Assert.DoesNotContain("'A'", refused.Message);

        var other = new PageOrderGuard(0);
        other.Check(Page() with { NextToken = "A" });
        other.Check(Page(1) with { NextToken = "A" });
        Assert.Throws<EbsChangedBlocksException>(() => other.Check(Page() with { NextToken = "A" }));
    }

    [Fact]
    public void A_refused_page_leaves_the_place_to_go_on_from_where_it_was()
    {
        var guard = new PageOrderGuard(0);
        guard.Check(Page(1, 2));

        Assert.Throws<EbsChangedBlocksException>(() => guard.Check(Page(7, 6)));

        Assert.Equal(3, guard.Next);
    }

    private static BlockPage Page(params int[] indexes) => new()
    {
        Pair = SimulatedVolume.Pair,
        Blocks = [.. indexes.Select(index => new BlockEntry(index, "first", "second"))],
        BlockSize = 512 * 1024,
    };
}
