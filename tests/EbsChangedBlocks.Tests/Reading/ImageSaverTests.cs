using EbsChangedBlocks.Reading;
using EbsChangedBlocks.Requests;
using EbsChangedBlocks.Tests.Reading.Simulation;
using EbsChangedBlocks.Tests.Requests;
using Microsoft.Extensions.Time.Testing;

namespace EbsChangedBlocks.Tests.Reading;

public class ImageSaverTests
{
    private const string Path = "/images/disk.img";

    private static readonly ImageFiles Files = new(Path);

    /// <summary>From a to b block 0 stays, 1 is removed, 2 is changed, 3 becomes zeros and 5 is added.</summary>
    private static readonly Dictionary<string, SimulatedSnapshot> Volume = new()
    {
        ["snap-a"] = Snapshot(5, (0, 1), (1, 2), (2, 3), (3, 4)),
        ["snap-b"] = Snapshot(7, (0, 1), (2, 13), (3, 0), (5, 6)),
        ["snap-small"] = Snapshot(4, (0, 1)),
    };

    private readonly SimulatedSnapshots _snapshots = new(Volume);
    private readonly ScriptedBlocks _blocks;
    private TracedDisk _disk = new();

    public ImageSaverTests() => _blocks = new ScriptedBlocks(_snapshots);

    [Fact]
    public async Task A_snapshot_is_made_whole_then_brought_on_then_left_alone()
    {
        ImageResult made = await Save("snap-a");
        Assert.Equal((SaveOutcome.Created, 4), (made.Plan.Outcome, made.Filled.ReadCount));
        Assert.Equal(Volume["snap-a"].Image, _disk.Data(Path));

        _snapshots.Read.Clear();
        ImageResult brought = await Save("snap-b");
        Assert.Equal((SaveOutcome.Updated, 3), (brought.Plan.Outcome, brought.Filled.ReadCount));
        Assert.Equal(
            (2 * SimulatedSnapshot.BlockSize, 2 * SimulatedSnapshot.BlockSize),
            (brought.Filled.WrittenBytes, brought.Filled.ZeroedBytes));
        Assert.Equal(Volume["snap-b"].Image, _disk.Data(Path));
        // The first is the one by which it is known that any can be read.
        Assert.Equal([0, 2, 3, 5], _snapshots.Read.Select(block => block.Index).Order());

        _snapshots.Read.Clear();
        int done = _disk.Done.Count;
        Assert.Equal(SaveOutcome.Unchanged, (await Save("snap-b")).Plan.Outcome);
        Assert.Empty(_snapshots.Read);
        Assert.Equal(done, _disk.Done.Count);
    }

    [Fact]
    public async Task A_forecast_counts_what_a_run_would_do_and_does_nothing()
    {
        await Save("snap-a");
        _snapshots.Read.Clear();
        int done = _disk.Done.Count;
        using BlockReader reader = Reader();

        ImageForecast forecast =
            await Saver(reader).ForecastAsync(new ImageRequest("snap-b", Path), CancellationToken.None);

        Assert.Equal((SaveOutcome.Updated, 3, 1), (forecast.Plan.Outcome, forecast.Reads, forecast.Zeros));
        Assert.Empty(_snapshots.Read);
        Assert.Equal(done, _disk.Done.Count);
    }

    [Theory]
    [InlineData(nameof(FailureKind.AccessDenied))]
    [InlineData(nameof(FailureKind.KmsAccessDenied))]
    public async Task A_snapshot_that_cannot_be_read_changes_nothing(string kind)
    {
        await Save("snap-a");
        _blocks.Before = _ => ScriptedBlocks.Fail(Enum.Parse<FailureKind>(kind));

        await ChangesNothing(Enum.Parse<FailureKind>(kind), new ImageRequest("snap-b", Path));
    }

    [Fact]
    public async Task A_smaller_volume_changes_nothing()
    {
        await Save("snap-a");
        await ChangesNothing(FailureKind.VolumeShrunk, new ImageRequest("snap-small", Path));

        Assert.Equal(
            SaveOutcome.Created,
            (await Save(new ImageRequest("snap-small", Path) { IsForced = true })).Plan.Outcome);
        Assert.Equal(Volume["snap-small"].Image, _disk.Data(Path));
    }

    [Fact]
    public async Task One_block_that_is_not_as_it_was_said_changes_nothing()
    {
        foreach (int block in (int[])[1, 2, 3])
        {
            _disk = new TracedDisk();
            byte[] image = Volume["snap-a"].Image;
            image[(block * SimulatedSnapshot.BlockSize) + 100]++;
            _disk.Put(Path, image);

            EbsChangedBlocksException failure = await ChangesNothing(FailureKind.BaseMismatch, Trusting);

            Assert.Equal($"'{Path}' does not hold snap-a: block {block} differs.", failure.Message);
            Assert.Equal(image, _disk.Data(Path));
        }
    }

    [Fact]
    public async Task What_is_as_it_was_said_is_brought_on()
    {
        _disk.Put(Path, Volume["snap-a"].Image);

        ImageResult result = await Save(Trusting);

        Assert.Equal((SaveOutcome.Updated, ImageBasis.Asserted), (result.Plan.Outcome, result.Plan.Basis));
        Assert.Equal(Volume["snap-b"].Image, _disk.Data(Path));
    }

    [Fact]
    public async Task What_was_copied_a_moment_ago_is_on_disk_before_it_is_said_to_be_changed()
    {
        _disk.Put(Path, Volume["snap-a"].Image);
        await Save(Trusting);

        int moving = 0;
        TracedDisk done = _disk;
        for (int seed = 0; seed < 20; seed++)
        {
            for (int at = 0; at <= done.Done.Count; at++)
            {
                _disk = done.PowerCut(at, new Random(seed));
                if (StateFile.Peek(_disk, Files.State).State is { Kind: ImageStateKind.Moving })
                {
                    await Save("snap-b");
                    Assert.Equal(Volume["snap-b"].Image, _disk.Data(Path));
                    moving++;
                }
            }
        }

        Assert.NotEqual(0, moving);
    }

    [Fact]
    public async Task A_copy_that_is_put_back_while_another_is_on_the_way_is_not_taken_for_it()
    {
        await Save("snap-a");
        _blocks.Before = block => block.Index == 5
            ? ScriptedBlocks.Fail(FailureKind.AccessDenied)
            : Task.CompletedTask;
        await Assert.ThrowsAsync<EbsChangedBlocksException>(() => Save("snap-b"));
        _blocks.Before = _ => Task.CompletedTask;
        Assert.Equal(5, StateFile.Peek(_disk, Files.State).State!.Watermark);

        _disk.Move(Files.Partial, "/images/elsewhere");
        _disk.Put(Path, Snapshot(7, (0, 9), (1, 9), (2, 9)).Image);

        await ChangesNothing(FailureKind.ImageModified, new ImageRequest("snap-b", Path));
    }

    [Fact]
    public async Task A_run_that_goes_on_reads_what_is_left()
    {
        await Save("snap-a");
        _blocks.Before = block => block.Index == 5
            ? ScriptedBlocks.Fail(FailureKind.AccessDenied)
            : Task.CompletedTask;
        await Assert.ThrowsAsync<EbsChangedBlocksException>(() => Save("snap-b"));
        Assert.Null(_disk.Data(Path));
        _blocks.Before = _ => Task.CompletedTask;
        _snapshots.Read.Clear();

        ImageResult result = await Save("snap-b");

        Assert.Equal(new SavePlan(SaveOutcome.Resumed, "snap-a") { Watermark = 5 }, result.Plan);
        Assert.Equal([0, 5], _snapshots.Read.Select(block => block.Index));
        Assert.Equal(Volume["snap-b"].Image, _disk.Data(Path));
    }

    [Theory]
    [InlineData(SimulatedSnapshot.BlockSize, 8)]
    [InlineData(SimulatedSnapshot.BlockSize / 2, 7)]
    public async Task A_snapshot_that_is_of_another_size_than_before_is_an_answer_that_cannot_be_right(
        int blockSize, int blocks)
    {
        using (StateFile state = StateFile.Create(_disk, Files.State))
        {
            state.Write(new ImageState
            {
                Kind = ImageStateKind.Moving,
                Second = "snap-b",
                BlockSize = blockSize,
                Length = blocks * SimulatedSnapshot.BlockSize,
                Watermark = 2,
                Run = Guid.Empty,
            });
        }

        _disk.Put(Files.Partial, new byte[blocks * SimulatedSnapshot.BlockSize]);

        await ChangesNothing(FailureKind.InvalidServiceResponse, new ImageRequest("snap-b", Path));
    }

    [Fact]
    public async Task Two_runs_do_not_have_one_image()
    {
        await Save("snap-a");
        using IImageFile other = _disk.Open(Files.State);

        await ChangesNothing(FailureKind.ImageInUse, new ImageRequest("snap-b", Path));
    }

    private static ImageRequest Trusting => new("snap-b", Path) { First = "snap-a", IsTrusted = true };

    private static SimulatedSnapshot Snapshot(int blockCount, params (int Index, int Content)[] blocks) => new(
        blockCount, blocks.ToDictionary(block => block.Index, block => SimulatedSnapshot.Filled(block.Content)));

    private async Task<EbsChangedBlocksException> ChangesNothing(FailureKind kind, ImageRequest wanted)
    {
        int done = _disk.Done.Count;

        EbsChangedBlocksException failure = await Assert.ThrowsAsync<EbsChangedBlocksException>(() => Save(wanted));

        Assert.Equal(kind, failure.Kind);
        Assert.Equal(done, _disk.Done.Count);
        return failure;
    }

    private Task<ImageResult> Save(string snapshotId) => Save(new ImageRequest(snapshotId, Path));

    private async Task<ImageResult> Save(ImageRequest wanted)
    {
        using BlockReader reader = Reader();
        return await Saver(reader).SaveAsync(wanted, CancellationToken.None);
    }

    private ImageSaver Saver(BlockReader reader) =>
        new(_snapshots.ListAsync, reader, _disk, parallelism: 1, new FakeTimeProvider());

    private BlockReader Reader()
    {
        RequestRunner requests = QuietRequests.At(1e9, new FakeTimeProvider());
        return new BlockReader(_blocks, requests, _snapshots, requests, new CostMeter(new Prices(0, 0), maximum: 0));
    }
}
