using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Reading;
using EbsChangedBlocks.Requests;
using EbsChangedBlocks.Tests.Reading.Simulation;
using EbsChangedBlocks.Tests.Requests;
using Microsoft.Extensions.Time.Testing;

namespace EbsChangedBlocks.Tests.Reading;

public class ImageProbeTests
{
    private const int BlockCount = 200;

    private static readonly SnapshotPair Pair = new("snap-a", "snap-b");

    /// <summary>The first 150 blocks are changed or removed, and 50 are added.</summary>
    private readonly SimulatedSnapshots _snapshots = new(new Dictionary<string, SimulatedSnapshot>
    {
        ["snap-a"] = Snapshot(Enumerable.Range(0, 150), 1),
        ["snap-b"] = Snapshot(Enumerable.Range(100, 100), 2),
    });

    [Fact]
    public async Task A_few_blocks_of_the_first_snapshot_are_compared_each_with_the_same_chance()
    {
        int[] counts = new int[BlockCount];
        for (int seed = 0; seed < 100; seed++)
        {
            _snapshots.Read.Clear();
            await Compare(_snapshots["snap-a"].Image, seed);

            Assert.Equal(32, _snapshots.Read.Distinct().Count());
            Assert.All(_snapshots.Read, block => Assert.Equal("snap-a", block.SnapshotId));
            _snapshots.Read.ForEach(block => counts[block.Index]++);
        }

        Assert.All(counts[..150], count => Assert.InRange(count, 5, 45));
        Assert.All(counts[150..], count => Assert.Equal(0, count));
        Assert.InRange(counts[..75].Sum(), 1450, 1750);
    }

    [Fact]
    public async Task What_is_beyond_the_end_of_the_image_is_zeros()
    {
        byte[] image = _snapshots["snap-a"].Image[..(100 * SimulatedSnapshot.BlockSize)];
        Assert.Equal(
            FailureKind.BaseMismatch,
            (await Assert.ThrowsAsync<EbsChangedBlocksException>(() => Compare(image, seed: 0))).Kind);
    }

    private static SimulatedSnapshot Snapshot(IEnumerable<int> indexes, int content) => new(
        BlockCount, indexes.ToDictionary(index => index, _ => SimulatedSnapshot.Filled(content)));

    private async Task Compare(byte[] data, int seed)
    {
        RequestRunner requests = QuietRequests.At(1e9, new FakeTimeProvider());
        using var reader = new BlockReader(
            _snapshots, requests, _snapshots, requests, new CostMeter(new Prices(0, 0), maximum: 0));
        var probe = new ImageProbe(reader, new Random(seed));
        await foreach (BlockPage page in
            _snapshots.ListAsync(new ListingRequest(Pair), 1, TestContext.Current.CancellationToken))
        {
            probe.Add(page);
        }

        var disk = new TracedDisk();
        disk.Put("/images/disk.img", data);
        using IImageFile image = disk.Open("/images/disk.img");
        await probe.CompareAsync(
            Pair, image, "/images/disk.img", SimulatedSnapshot.BlockSize, TestContext.Current.CancellationToken);
    }
}
