using System.Diagnostics;
using System.Threading.Channels;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Reading;
using EbsChangedBlocks.Requests;
using EbsChangedBlocks.Tests.Reading.Simulation;
using EbsChangedBlocks.Tests.Requests;
using Microsoft.Extensions.Time.Testing;

namespace EbsChangedBlocks.Tests.Reading;

public sealed class ImageFillTests : IDisposable
{
    private const string Image = "/images/disk.img.partial";
    private const string StatePath = "/images/disk.img.ebsstate";
    private const int BlockCount = 8;

    /// <summary>A run that does not come to what a test waits for has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly SnapshotPair Pair = new(null, "snap-a");

    private readonly SimulatedSnapshots _snapshots = new(new Dictionary<string, SimulatedSnapshot>
    {
        ["snap-a"] = new(
            BlockCount,
            Enumerable.Range(0, BlockCount).ToDictionary(index => index, index => SimulatedSnapshot.Filled(index + 1))),
    });

    private readonly TracedDisk _disk = new();
    private readonly FakeTimeProvider _time = new();
    private readonly Channel<int> _asked = Channel.CreateUnbounded<int>();
    private readonly Channel<int> _done = Channel.CreateUnbounded<int>();
    private readonly Dictionary<int, TaskCompletionSource> _turns =
        Enumerable.Range(0, BlockCount).ToDictionary(index => index, _ => new TaskCompletionSource());
    private readonly CancellationTokenSource _stop = new();
    private readonly IImageFile _image;
    private readonly StateFile _state;
    private readonly BlockReader _reader;
    private readonly ImageFill _fill;
    private readonly RequestRunner _requests = QuietRequests.At(1e9, new FakeTimeProvider());
    private readonly int _imageFile;

    public ImageFillTests()
    {
        _image = _disk.Create(Image);
        _image.SetLength(BlockCount * SimulatedSnapshot.BlockSize);
        _imageFile = _disk.Done.OfType<DiskOperation.Create>().Single().File;
        _state = StateFile.Create(_disk, StatePath);
        var moving = new ImageState
        {
            Kind = ImageStateKind.Moving,
            Second = "snap-a",
            BlockSize = SimulatedSnapshot.BlockSize,
            Length = BlockCount * SimulatedSnapshot.BlockSize,
            Run = Guid.Empty,
        };
        _state.Write(moving);
        var blocks = new ScriptedBlocks(_snapshots)
        {
            Before = block =>
            {
                _asked.Writer.TryWrite(block.Index);
                return _turns[block.Index].Task;
            },
        };
        _reader = new BlockReader(
            blocks, _requests, _snapshots, _requests, new CostMeter(new Prices(0, 0), maximum: 0));
        _fill = new ImageFill(_image, _state, moving, _reader, parallelism: 3, _time)
        {
            OnBlock = progress => _done.Writer.TryWrite(progress.Watermark),
        };
    }

    private int Watermark => StateFile.Peek(_disk, StatePath).State!.Watermark;

    private int[] Written =>
        [.. _disk.Done.OfType<DiskOperation.Write>()
            .Where(write => write.File == _imageFile)
            .Select(write => (int)write.Offset / SimulatedSnapshot.BlockSize)];

    private int Flushes => _disk.Done.Count(operation => operation == new DiskOperation.Flush(_imageFile));

    public void Dispose()
    {
        _fill.Dispose();
        _reader.Dispose();
        _state.Dispose();
        _image.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task All_blocks_are_written_then_flushed()
    {
        Task run = Run();
        for (int index = 0; index < BlockCount; index++)
        {
            _turns[index].SetResult();
        }

        await run;

        Assert.Equal(_snapshots["snap-a"].Image, _disk.Data(Image));
        Assert.Equal(new DiskOperation.Flush(_imageFile), _disk.Done[^1]);
        Assert.Equal(
            new FillProgress(BlockCount, BlockCount, BlockCount * SimulatedSnapshot.BlockSize, 0), _fill.Progress);
    }

    [Fact]
    public async Task After_a_failure_none_is_begun_those_in_flight_are_written_and_a_checkpoint_is_made()
    {
        Task run = Run();
        await Asked(3);

        _turns[1].SetException(new EbsChangedBlocksException(FailureKind.AccessDenied, "It failed."));
        await GivenUp();
        _turns[2].SetResult();
        await Done(1);
        Assert.False(run.IsCompleted);
        _turns[0].SetResult();

        EbsChangedBlocksException failure = await Assert.ThrowsAsync<EbsChangedBlocksException>(() => run);
        Assert.Equal(FailureKind.AccessDenied, failure.Kind);
        Assert.False(_asked.Reader.TryRead(out _));
        Assert.Equal([2, 0], Written);
        Assert.Equal((1, 1), (Watermark, Flushes));
    }

    [Fact]
    public async Task The_first_failure_is_the_one_that_is_told()
    {
        Task run = Run();
        await Asked(3);

        _turns[2].SetException(new EbsChangedBlocksException(FailureKind.KmsAccessDenied, "It failed."));
        await GivenUp();
        _turns[0].SetException(new EbsChangedBlocksException(FailureKind.AccessDenied, "It failed."));
        _turns[1].SetResult();

        EbsChangedBlocksException failure = await Assert.ThrowsAsync<EbsChangedBlocksException>(() => run);
        Assert.Equal(FailureKind.KmsAccessDenied, failure.Kind);
        Assert.Equal(0, Watermark);
    }

    [Fact]
    public async Task A_list_that_breaks_off_leaves_what_was_read()
    {
        Task run = Run(Broken());
        await Asked(2);
        _turns[0].SetResult();
        _turns[1].SetResult();

        EbsChangedBlocksException failure = await Assert.ThrowsAsync<EbsChangedBlocksException>(() => run);
        Assert.Equal(FailureKind.PageTokenInvalid, failure.Kind);
        Assert.Equal((2, 1), (Watermark, Flushes));

        async IAsyncEnumerable<BlockPage> Broken()
        {
            yield return Page(0, 2);
            await Task.Yield();
            throw new EbsChangedBlocksException(FailureKind.PageTokenInvalid, "It failed.");
        }
    }

    [Fact]
    public async Task A_checkpoint_every_five_seconds_says_what_was_written_before_its_flush()
    {
        Task run = Run();
        await Asked(3);
        await Answer(0);
        await Asked(1);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal((0, 0), (Watermark, Flushes));

        _disk.Before = operation => WriteDuring(operation, 1);
        _disk.After = operation => WriteDuring(operation, 2);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await State(1);
        await Done(2);
        Assert.Equal(1, Flushes);

        _disk.Before = _disk.After = _ => { };
        _time.Advance(TimeSpan.FromSeconds(5));
        await State(3);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, Flushes);

        for (int index = 3; index < BlockCount; index++)
        {
            _turns[index].SetResult();
        }

        await run;

        void WriteDuring(DiskOperation operation, int index)
        {
            if (operation == new DiskOperation.Flush(_imageFile))
            {
                _turns[index].SetResult();
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_failed_flush_there_is_no_other(bool isOfImage)
    {
        Task run = Run();
        await Asked(3);
        await Answer(0);
        await Asked(1);
        List<int> flushed = [];
        _disk.Before = operation =>
        {
            if (operation is DiskOperation.Flush(int file))
            {
                flushed.Add(file);
                if (isOfImage == (file == _imageFile))
                {
                    throw new EbsChangedBlocksException(FailureKind.DiskFull, "It failed.");
                }
            }
        };

        _time.Advance(TimeSpan.FromSeconds(5));
        await GivenUp();
        _turns[1].SetResult();
        _turns[2].SetResult();
        _turns[3].SetResult();

        EbsChangedBlocksException failure = await Assert.ThrowsAsync<EbsChangedBlocksException>(() => run);
        Assert.Equal(FailureKind.DiskFull, failure.Kind);
        Assert.Equal(isOfImage ? 1 : 2, flushed.Count);
    }

    [Fact]
    public async Task A_write_that_fails_keeps_what_is_before_it()
    {
        _disk.Before = operation =>
        {
            if (operation is DiskOperation.Write(_, SimulatedSnapshot.BlockSize, _) write && write.File == _imageFile)
            {
                throw new EbsChangedBlocksException(FailureKind.DiskFull, "It failed.");
            }
        };
        Task run = Run();
        for (int index = 0; index < BlockCount; index++)
        {
            _turns[index].SetResult();
        }

        EbsChangedBlocksException failure = await Assert.ThrowsAsync<EbsChangedBlocksException>(() => run);
        Assert.Equal(FailureKind.DiskFull, failure.Kind);
        Assert.InRange(Watermark, 0, 1);
        Assert.DoesNotContain(1, Written);
    }

    [Fact]
    public async Task Blocks_are_written_one_at_a_time()
    {
        _disk.Before = operation =>
        {
            if (operation is DiskOperation.Write(_, 0, _) write && write.File == _imageFile)
            {
                _turns[1].SetResult();
            }
        };
        Task run = Run();
        await Asked(3);

        await Answer(0);
        await Done(1);

        Assert.Equal([0, 1], Written);
        await Stopped(run);
    }

    [Fact]
    public async Task What_is_cancelled_flushes_nothing()
    {
        Task run = Run();
        await Asked(3);
        await Answer(0);

        await Stopped(run);

        Assert.Equal((0, 0), (Watermark, Flushes));
    }

    [Theory]
    [InlineData(BlockCount, SimulatedSnapshot.BlockSize)]
    [InlineData(3, SimulatedSnapshot.BlockSize / 2)]
    public async Task A_block_that_no_such_volume_has_is_an_answer_that_cannot_be_right(int index, int blockSize)
    {
        Task run = Run(new[]
        {
            Page(0, 1),
            Page(index, 1) with { BlockSize = blockSize },
        }.ToAsyncEnumerable());
        _turns[0].SetResult();

        EbsChangedBlocksException failure = await Assert.ThrowsAsync<EbsChangedBlocksException>(() => run);
        Assert.Equal(FailureKind.InvalidServiceResponse, failure.Kind);
        Assert.Equal([0], Written);
        Assert.Equal(1, Watermark);
    }

    private static BlockPage Page(int start, int count) => new()
    {
        Pair = Pair,
        Blocks =
            [.. Enumerable.Range(start, count).Select(index => new BlockEntry(index, null, $"snap-a/{index}"))],
        BlockSize = SimulatedSnapshot.BlockSize,
    };

    private Task Run() => Run(new[] { Page(0, BlockCount) }.ToAsyncEnumerable());

    private Task Run(IAsyncEnumerable<BlockPage> pages) => Task.Run(async () =>
    {
        // Until one was answered, as the head of a snapshot is, requests go one by one.
        await _requests.RunAsync(
            _ => Task.FromResult(true), RequestPriority.Due, permit: null, CancellationToken.None);
        await using IAsyncEnumerator<BlockPage> all = pages.GetAsyncEnumerator();
        await _fill.RunAsync(all, await all.MoveNextAsync(), _stop.Token);
    }).WaitAsync(Patience, TestContext.Current.CancellationToken);

    private Task Asked(int count) => Next(_asked, count);

    private Task Done(int count) => Next(_done, count);

    private static async Task Next(Channel<int> channel, int count)
    {
        for (int block = 0; block < count; block++)
        {
            await channel.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask()
                .WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
    }

    private async Task Answer(int index)
    {
        _turns[index].SetResult();
        await Done(1);
    }

    private async Task Stopped(Task run)
    {
        await _stop.CancelAsync();
        foreach (TaskCompletionSource turn in _turns.Values)
        {
            turn.TrySetCanceled(_stop.Token);
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    private async Task GivenUp()
    {
        var over = new TaskCompletionSource();
        using CancellationTokenRegistration givenUp = _fill.GivingUp.Register(over.SetResult);
        await over.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    private async Task State(int watermark)
    {
        for (long start = Stopwatch.GetTimestamp(); Watermark != watermark; await Task.Yield())
        {
            Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, Patience);
        }
    }
}
