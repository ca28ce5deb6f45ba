using CsCheck;
using LocalEbs.Listing;
using LocalEbs.Snapshots;

namespace LocalEbs.Tests.Listing;

public sealed class ScanWindowTests
{
    [Fact]
    public void A_change_in_the_last_of_a_thousand_written_blocks_comes_after_nine_empty_pages()
    {
        var first = new SyntheticSnapshot("snap-a", 1, "0-999");
        List<int[]> pages = Walk.Pages(new SnapshotPair(first, first.Child("snap-b", changed: "999")), 0, _ => 100);
        Assert.Equal(10, pages.Count);
        Assert.All(pages[..9], Assert.Empty);
        Assert.Equal([999], pages[9]);
    }

    [Fact]
    public void Unwritten_blocks_take_no_room_in_a_window()
    {
        var first = new SyntheticSnapshot("snap-a", 65_536, "100000000-100000099");
        var pair = new SnapshotPair(first, first.Child("snap-b", changed: "100000099"));
        List<int[]> pages = Walk.Pages(pair, 0, _ => 100);
        Assert.Equal([100_000_099], Assert.Single(pages));
    }

    [Fact]
    public void A_full_window_that_ends_the_written_blocks_is_the_last()
    {
        var first = new SyntheticSnapshot("snap-a", 1, "0-199");
        var pair = new SnapshotPair(first, first.Child("snap-b", changed: "all"));
        Assert.Equal([100, 100], Walk.Pages(pair, 0, _ => 100).Select(page => page.Length));
    }

    [Fact]
    public void Nothing_is_found_beyond_the_last_written_block()
    {
        var first = new SyntheticSnapshot("snap-a", 1, "0-9");
        var pair = new SnapshotPair(first, first.Child("snap-b", changed: "all"));
        Assert.Empty(Assert.Single(Walk.Pages(pair, 10, _ => 100)));
        Assert.Empty(Assert.Single(Walk.Pages(pair, int.MaxValue, _ => 100)));
    }

    [Fact]
    public void The_same_snapshot_twice_and_a_volume_never_written_give_nothing()
    {
        var written = new SyntheticSnapshot("snap-a", 1, "0-9");
        var unwritten = new SyntheticSnapshot("snap-b", 1, "none");
        Assert.Empty(Assert.Single(Walk.Pages(new SnapshotPair(written, written), 0, _ => 100)));
        Assert.Empty(Assert.Single(Walk.Pages(new SnapshotPair(unwritten, unwritten.Child("snap-c")), 0, _ => 100)));
    }

    [Fact]
    public void Reversed_pairs_list_the_same_blocks_with_added_and_removed_exchanged()
    {
        var first = new SetSnapshot("snap-a", 1, 1, 0, 1);
        var second = new SetSnapshot("snap-b", 1, 2, 1, 0);
        Assert.Equal(
            [new(1, BlockState.Modified), new(2, BlockState.Added), new(3, BlockState.Removed)],
            Scan(new SnapshotPair(first, second)));
        Assert.Equal(
            [new(1, BlockState.Modified), new(2, BlockState.Removed), new(3, BlockState.Added)],
            Scan(new SnapshotPair(second, first)));
        Assert.Equal([0, 1, 2], Scan(new SnapshotPair(null, second)).Select(block => block.Index));

        static List<ListedBlock> Scan(SnapshotPair pair)
        {
            var blocks = new List<ListedBlock>();
            Assert.Null(ScanWindow.Scan(pair, 0, 100, blocks));
            return blocks;
        }
    }

    [Fact]
    public void The_pages_are_the_set_difference_in_order_from_any_start_and_in_windows_of_the_promised_size()
    {
        Gen<int[]> contents = Gen.OneOf(Gen.Int[0, 2], Gen.Int[0, 0], Gen.Int[1, 1]).Array[1, 60];
        Gen<double> shortShare = Any.Of(0.0, 0.1, 0.5, 1);
        Gen.Select(contents, contents, Gen.Int[1, 20], Gen.Int[0, 61], shortShare, Gen.Long).Sample(
            (first, second, maxResults, start, share, seed) =>
            {
                var pair = new SnapshotPair(new SetSnapshot("snap-a", first), new SetSnapshot("snap-b", second));
                var sizes = new WindowSizes(share, seed);
                List<int[]> pages = Walk.Pages(pair, start, index => sizes.At(index, maxResults));

                int[] expected = [.. Walk.Differing(pair.First!, pair.Second).Where(index => index >= start)];
                Assert.Equal(expected, pages.SelectMany(page => page));

                int written = Walk.Written(pair.First!).Union(Walk.Written(pair.Second)).Count(index => index >= start);
                int fullPages = Math.Max(1, (written + maxResults - 1) / maxResults);
                Assert.True(share == 0 ? pages.Count == fullPages : pages.Count >= fullPages);
            },
            iter: 2_000);
    }
}
