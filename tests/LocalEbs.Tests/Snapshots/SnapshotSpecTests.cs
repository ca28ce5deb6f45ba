using LocalEbs.Snapshots;

namespace LocalEbs.Tests.Snapshots;

public sealed class SnapshotSpecTests : IDisposable
{
    private readonly ImageFile _image = new();

    public SnapshotSpecTests() => _image.SetLength(2 * Snapshot.BlockSize).Write(1, 1);

    [Fact]
    public void A_synthetic_volume_and_its_children_are_read()
    {
        IReadOnlyList<Snapshot> snapshots = SnapshotSpec.ParseAll(
        [
            "snap-a=synthetic:2GiB,written=0-99,seed=4",
            "snap-b=snap-a,changed=1,added=200,removed=2",
            "snap-c=snap-b,changed=last,size=3GiB",
        ]);
        Assert.Equal([2, 2, 3], snapshots.Select(snapshot => snapshot.VolumeSize));
        Assert.Equal([1, 2, 200], Walk.Differing(snapshots[0], snapshots[1]));
        Assert.Equal(100, Walk.Written(snapshots[2]).Length);
    }

    [Fact]
    public void The_shapes_that_benchmarks_need_can_be_said()
    {
        string[] specs =
        [
            "snap-0=synthetic:64TiB",
            "snap-1=snap-0,changed=all",
            "snap-2=snap-0,changed=1%",
            "snap-3=snap-0,changed=0.01%",
            "snap-4=snap-0,changed=0.01%/13422",
            "snap-5=snap-0,changed=50000:50000",
            "snap-6=snap-0,changed=last",
            "snap-7=snap-0",
            "snap-8=snap-0,changed=30%@10%/20000+0.02%",
            "snap-10=synthetic:64TiB,written=50%-100%",
            "snap-11=snap-10,changed=all",
            "snap-20=synthetic:64TiB,written=2000:2000",
            "snap-21=snap-20,changed=1%",
            "snap-30=synthetic:64TiB,written=60%/20000",
        ];
        Assert.All(SnapshotSpec.ParseAll(specs), snapshot => Assert.Equal(134_217_728, snapshot.BlockCount));
    }

    [Fact]
    public void Images_are_related_unless_a_lineage_is_given()
    {
        IReadOnlyList<Snapshot> snapshots = SnapshotSpec.ParseAll(
            [$"snap-a={_image.Path}", $"snap-b={_image.Path}", $"snap-c={_image.Path},lineage=vol2"]);
        Assert.Equal(snapshots[0].Lineage, snapshots[1].Lineage);
        Assert.Equal("vol2", snapshots[2].Lineage);
        Assert.All(snapshots, snapshot => Assert.Equal([1], Walk.Written(snapshot)));
    }

    [Theory]
    [InlineData("snap-a", "write an id and what it stands for")]
    [InlineData("snap-x=synthetic:1GiB", "'snap-x' is no snapshot id")]
    [InlineData("snap-a=synthetic:", "'' is no volume size")]
    [InlineData("snap-a=synthetic:65TiB", "'65TiB' is no volume size")]
    [InlineData("snap-a=synthetic:0GiB", "'0GiB' is no volume size")]
    [InlineData("snap-a=synthetic:1GiB,written=lots", "snap-a: 'lots' is no pattern of blocks.")]
    [InlineData("snap-a=synthetic:1GiB,changed=all", "'changed=all' is unknown here; it takes written, zeros, seed.")]
    [InlineData("snap-a=synthetic:1GiB,seed=x", "'x' is no seed")]
    [InlineData("snap-a=synthetic:1GiB,seed=1,seed=2", "'seed' is given twice")]
    [InlineData("snap-b=snap-a,changed=all", "no synthetic snapshot snap-a comes before it")]
    public void What_cannot_be_read_is_named(string spec, string message)
    {
        Exception error = Assert.ThrowsAny<SystemException>(() => SnapshotSpec.ParseAll([spec]));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zeros_of_described_volumes_and_of_images_can_be_written()
    {
        using var zeros = new ImageFile();
        zeros.SetLength(4 * Snapshot.BlockSize);
        IReadOnlyList<Snapshot> snapshots = SnapshotSpec.ParseAll(
        [
            "snap-a=synthetic:1GiB,written=0-9,zeros=3",
            "snap-b=snap-a,changed=3-5,zeros=3-4",
            $"snap-c={_image.Path}",
            $"snap-d={zeros.Path},lineage=image,zeros=overwritten",
            $"snap-e={zeros.Path},zeros=2-3,lineage=vol2",
            $"snap-f={zeros.Path},zeros=overwritten",
        ]);
        Assert.Equal([4, 5], Walk.Differing(snapshots[0], snapshots[1]));
        Assert.Equal([1], Walk.Written(snapshots[3]));
        Assert.Equal([1], Walk.Differing(snapshots[2], snapshots[3]));
        Assert.Equal([2, 3], Walk.Written(snapshots[4]));
        Assert.Empty(Walk.Differing(snapshots[3], snapshots[5]));
    }

    [Theory]
    [InlineData("zeros=lots", "'lots' is no pattern of blocks.")]
    [InlineData("zeros=overwritten,lineage=vol2", "snap-a: no image of its lineage comes before it that could be")]
    [InlineData("zeros=1,zeros=2", "'zeros' is given twice")]
    public void What_cannot_be_read_of_an_image_is_named(string settings, string message)
    {
        string[] specs = [$"snap-b={_image.Path}", $"snap-a={_image.Path},{settings}"];
        Exception error = Assert.Throws<FormatException>(() => SnapshotSpec.ParseAll(specs));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_may_hold_commas()
    {
        string path = _image.Path + ",zeros";
        File.Copy(_image.Path, path + ",1");
        Snapshot snapshot = SnapshotSpec.ParseAll([$"snap-a={path},1,zeros=all"])[0];
        File.Delete(path + ",1");
        Assert.Equal([0, 1], Walk.Written(snapshot));
    }

    [Fact]
    public void An_id_given_twice_is_named()
    {
        string[] specs = ["snap-a=synthetic:1GiB", "snap-a=synthetic:1GiB"];
        Exception error = Assert.Throws<ArgumentException>(() => SnapshotSpec.ParseAll(specs));
        Assert.Equal("snap-a is given twice; ids must differ.", error.Message);
    }

    public void Dispose() => _image.Dispose();
}
