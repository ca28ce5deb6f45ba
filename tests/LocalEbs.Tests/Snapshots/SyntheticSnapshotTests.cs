using CsCheck;
using LocalEbs.Snapshots;

namespace LocalEbs.Tests.Snapshots;

public sealed class SyntheticSnapshotTests
{
    [Fact]
    public void A_child_changes_what_was_written_adds_what_was_not_and_removes_first()
    {
        var parent = new SyntheticSnapshot("snap-a", 1, written: "0-9");
        SyntheticSnapshot child = parent.Child("snap-b", changed: "2-4+15", added: "8-11", removed: "4-5");

        Assert.Equal([0, 1, 2, 3, 6, 7, 8, 9, 10, 11], Walk.Written(child));
        Assert.Equal([2, 3, 4, 5, 10, 11], Walk.Differing(parent, child));
    }

    [Fact]
    public void Zeros_are_a_content_that_stays_the_same_where_they_are_written_again()
    {
        var parent = new SyntheticSnapshot("snap-a", 1, written: "0-9", zeros: "1-2+20");
        SyntheticSnapshot child = parent.Child("snap-b", changed: "2-4", added: "20-21", removed: "1", zeros: "2-3+20");

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], Walk.Written(parent));
        Assert.Equal([0, 2, 3, 4, 5, 6, 7, 8, 9, 20, 21], Walk.Written(child));
        Assert.Equal([1, 3, 4, 20, 21], Walk.Differing(parent, child));
        Assert.Equal([1, 2], Zeros(parent));
        Assert.Equal([2, 3, 20], Zeros(child));

        static int[] Zeros(SyntheticSnapshot snapshot) => [.. Walk.Written(snapshot).Where(index =>
        {
            var data = new byte[Snapshot.BlockSize];
            data.AsSpan().Fill(1);
            snapshot.Read(index, data);
            return !data.AsSpan().ContainsAnyExcept((byte)0);
        })];
    }

    [Fact]
    public void Each_link_of_a_chain_differs_from_the_one_before_by_its_own_patterns()
    {
        var root = new SyntheticSnapshot("snap-0", 1, written: "0-99");
        SyntheticSnapshot[] chain = [.. Chain(root).Take(5)];

        for (int i = 1; i < chain.Length; i++)
        {
            Assert.Equal([i, 50], Walk.Differing(chain[i - 1], chain[i]));
        }

        Assert.Equal([1, 2, 3, 4, 50], Walk.Differing(chain[0], chain[4]));

        static IEnumerable<SyntheticSnapshot> Chain(SyntheticSnapshot last)
        {
            for (int i = 1; ; i++)
            {
                yield return last;
                last = last.Child($"snap-{i}", changed: $"{i}+50");
            }
        }
    }

    [Fact]
    public void Siblings_that_change_the_same_block_change_it_differently()
    {
        var root = new SyntheticSnapshot("snap-a", 1);
        Assert.Equal([3], Walk.Differing(root.Child("snap-b", changed: "3"), root.Child("snap-c", changed: "3")));
    }

    [Fact]
    public void A_seed_repeats_a_snapshot_under_another_id()
    {
        int[] one = Walk.Written(new SyntheticSnapshot("snap-a", 1, "10%", seed: 5));
        Assert.Equal(one, Walk.Written(new SyntheticSnapshot("snap-b", 1, "10%", seed: 5)));
        Assert.NotEqual(one, Walk.Written(new SyntheticSnapshot("snap-a", 1, "10%", seed: 6)));
        Assert.NotEqual(one, Walk.Written(new SyntheticSnapshot("snap-a", 1, "10%")));
    }

    [Fact]
    public void A_volume_that_has_grown_is_unwritten_where_it_is_new()
    {
        var small = new SyntheticSnapshot("snap-a", 1);
        SyntheticSnapshot grown = small.Child("snap-b", added: "last", volumeSize: 2);
        Assert.Equal(4096, grown.BlockCount);
        Assert.Equal([.. Enumerable.Range(0, 2048), 4095], Walk.Written(grown));
        Assert.Throws<ArgumentException>(() => grown.Child("snap-c", volumeSize: 1));
    }

    [Fact]
    public void Separate_roots_are_unrelated_and_children_are_related()
    {
        var root = new SyntheticSnapshot("snap-a", 1);
        Assert.Equal(root.Lineage, root.Child("snap-b").Child("snap-c").Lineage);
        Assert.NotEqual(root.Lineage, new SyntheticSnapshot("snap-d", 1).Lineage);
    }

    [Theory]
    [InlineData("snap-x", 1)]
    [InlineData("snap-", 1)]
    [InlineData("vol-1", 1)]
    [InlineData("snap-a\n", 1)]
    [InlineData("snap-a", 0)]
    [InlineData("snap-a", 65537)]
    public void A_malformed_id_or_size_is_refused(string id, int size) =>
        Assert.Throws<ArgumentException>(() => new SyntheticSnapshot(id, size));

    [Fact]
    public void Data_follows_the_content()
    {
        var root = new SyntheticSnapshot("snap-a", 1);
        SyntheticSnapshot child = root.Child("snap-b", changed: "1");
        Assert.Equal(Data(root, 0), Data(child, 0));
        Assert.NotEqual(Data(root, 1), Data(child, 1));
        Assert.NotEqual(Data(root, 1), Data(root, 2));

        static byte[] Data(Snapshot snapshot, int index)
        {
            var data = new byte[Snapshot.BlockSize];
            snapshot.Read(index, data);
            return data;
        }
    }

    [Fact]
    public void Content_stays_the_same_up_to_the_end_of_a_stretch()
    {
        Gen<string> pattern = Any.Of("all", "none", "50%", "3%", "20%/9", "7:5", "10-300", "last");
        Gen.Select(pattern, pattern, pattern, pattern, pattern, Gen.Long[0, 99], Gen.Int[0, 2047]).Sample(
            (written, changed, added, removed, zeros, seed, index) =>
            {
                SyntheticSnapshot child = new SyntheticSnapshot("snap-a", 1, written, seed, zeros)
                    .Child("snap-b", changed, added, removed, seed, zeros: zeros);
                BlockStretch stretch = child.At(index);
                Assert.True(stretch.End > index);
                Assert.All(
                    Enumerable.Range(index, Math.Min(stretch.End, child.BlockCount) - index),
                    i => Assert.Equal(stretch.Content, child.At(i).Content));
            },
            iter: 1_000);
    }
}
