using LocalEbs.Snapshots;

namespace LocalEbs.Tests.Snapshots;

public sealed class ImageSnapshotTests : IDisposable
{
    private const int Block = Snapshot.BlockSize;

    private readonly ImageFile _first = new();
    private readonly ImageFile _second = new();

    [Fact]
    public void Holes_and_blocks_of_zeros_are_unwritten()
    {
        _first.SetLength(10 * Block).Write(2, 1).Write(5, 0).Write(9, 1, Block - 1);
        ImageSnapshot snapshot = ImageSnapshot.Open("snap-a", _first.Path);
        Assert.Equal([2, 9], Walk.Written(snapshot));
        Assert.Equal(2, snapshot.WrittenBlocks);
        Assert.Equal(2048, snapshot.BlockCount);
    }

    [Fact]
    public void Blocks_of_zeros_are_written_where_it_is_said_and_the_file_has_them()
    {
        _first.SetLength(6 * Block).Write(2, 1);
        ImageSnapshot all = ImageSnapshot.Open("snap-a", _first.Path, zeros: "all");
        ImageSnapshot some = ImageSnapshot.Open("snap-b", _first.Path, zeros: "2-3");
        Assert.Equal([0, 1, 2, 3, 4, 5], Walk.Written(all));
        Assert.Equal(6, all.WrittenBlocks);
        Assert.Equal([2, 3], Walk.Written(some));
        Assert.Equal([0, 1, 4, 5], Walk.Differing(all, some));

        var data = new byte[Block];
        data.AsSpan().Fill(1);
        all.Read(3, data);
        Assert.False(data.AsSpan().ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void Blocks_of_zeros_are_written_where_the_image_before_has_them_written()
    {
        _first.SetLength(6 * Block).Write(1, 1).Write(2, 1);
        _second.SetLength(8 * Block).Write(2, 1).Write(7, 1);
        ImageSnapshot first = ImageSnapshot.Open("snap-a", _first.Path);
        ImageSnapshot second = ImageSnapshot.Open("snap-b", _second.Path, before: first);
        Assert.Equal([1, 2, 7], Walk.Written(second));
        Assert.Equal([1, 7], Walk.Differing(first, second));
        Assert.Equal([1, 2, 7], Walk.Written(ImageSnapshot.Open("snap-c", _second.Path, before: second)));
    }

    [Fact]
    public void A_partial_last_block_is_padded_with_zeros()
    {
        _first.SetLength(2 * Block + 3).Write(2, 7, 2);
        _second.SetLength(3 * Block).Write(2, 7, 2);
        ImageSnapshot partial = ImageSnapshot.Open("snap-a", _first.Path);
        ImageSnapshot whole = ImageSnapshot.Open("snap-b", _second.Path);
        Assert.Equal([2], Walk.Written(partial));
        Assert.Empty(Walk.Differing(partial, whole));

        var data = new byte[Block];
        partial.Read(2, data);
        Assert.Equal([0, 0, 7], data[..3]);
        Assert.False(data.AsSpan(3).ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void Images_differ_where_a_single_byte_differs()
    {
        _first.SetLength(6 * Block).Write(1, 1).Write(3, 1).Write(4, 1);
        _second.SetLength(6 * Block).Write(1, 1).Write(3, 1).Write(3, 1, 9).Write(5, 1);
        ImageSnapshot first = ImageSnapshot.Open("snap-a", _first.Path);
        ImageSnapshot second = ImageSnapshot.Open("snap-b", _second.Path);
        Assert.Equal([3, 4, 5], Walk.Differing(first, second));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1L << 30, 1)]
    [InlineData((1L << 30) + 1, 2)]
    public void The_volume_is_the_length_in_whole_gibibytes_and_at_least_one(long length, int expected) =>
        Assert.Equal(expected, ImageSnapshot.VolumeSizeOf(length));

    [Fact]
    public void An_image_that_is_resized_or_written_to_or_deleted_is_noticed()
    {
        _first.SetLength(Block).Write(0, 1);
        ImageSnapshot snapshot = ImageSnapshot.Open("snap-a", _first.Path);
        snapshot.EnsureUnchanged();

        File.SetLastWriteTimeUtc(_first.Path, DateTime.UnixEpoch);
        IOException error = Assert.Throws<IOException>(snapshot.EnsureUnchanged);
        Assert.Contains(_first.Path, error.Message, StringComparison.Ordinal);

        snapshot = ImageSnapshot.Open("snap-a", _first.Path);
        _first.SetLength(2 * Block);
        File.SetLastWriteTimeUtc(_first.Path, DateTime.UnixEpoch);
        Assert.Throws<IOException>(snapshot.EnsureUnchanged);

        File.Delete(_first.Path);
        Assert.Throws<IOException>(snapshot.EnsureUnchanged);
    }

    [Fact]
    public void A_missing_image_is_named() =>
        Assert.Contains(
            "nowhere.img",
            Assert.Throws<FileNotFoundException>(() => ImageSnapshot.Open("snap-a", "nowhere.img")).Message,
            StringComparison.Ordinal);

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }
}
