using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Reading;

/// <summary>
/// Brings the blocks of a listing into an image: many read at once, each checked before it is written, one written at a
/// time. What the second snapshot has not got becomes zeros; it is never skipped.
/// </summary>
/// <param name="image">The image.</param>
/// <param name="state">Its state, which is Moving.</param>
/// <param name="moving">What the state says, but for the watermark.</param>
/// <param name="reader">Reads the blocks.</param>
/// <param name="parallelism">How many are read at once.</param>
/// <param name="time">The clock.</param>
internal sealed class ImageFill(
    IImageFile image, StateFile state, ImageState moving, BlockReader reader, int parallelism, TimeProvider time)
    : IDisposable
{
    /// <summary>At 800 blocks a second, a crash costs 4,000 that are read again, and a cent.</summary>
    private static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(5);

    /// <summary>
    /// What a request leaves behind, 32 KB, is let pile up to what the processor's caches hold, 75 MB and more on some;
    /// it is collected sooner, so that memory follows from the requests in flight alone.
    /// </summary>
    /// <remarks>https://learn.microsoft.com/dotnet/core/runtime-config/garbage-collector#gen0-size</remarks>
    private const int BlocksPerCollection = 128;

    /// <summary>
    /// Blocks that have come and wait to be written, so that a request goes out as soon as another is back.
    /// </summary>
    public const int Spare = 8;

    /// <summary>
    /// For the next image too, if it comes before a full collection: those of each would pile up until then.
    /// </summary>
    private static readonly WeakReference<ConcurrentBag<byte[]>> Buffers = new([]);

    private readonly SemaphoreSlim _places = new(parallelism + Spare);
    private readonly SemaphoreSlim _requests = new(parallelism);
    private readonly SemaphoreSlim _writing = new(1);
    private readonly ConcurrentBag<byte[]> _buffers = TakeBuffers();
    private readonly Watermark _watermark = new(moving.Watermark);
    private readonly CancellationTokenSource _givingUp = new();
    private ExceptionDispatchInfo? _failure;
    private bool _isUncertain;
    private int _saved = moving.Watermark;
    private long _readCount;
    private long _writtenBytes;
    private long _zeroedBytes;

    /// <summary>Fires when a block cannot be had: no more are to be listed.</summary>
    public CancellationToken GivingUp => _givingUp.Token;

    public FillProgress Progress => new(
        _watermark.Value,
        Interlocked.Read(ref _readCount),
        Interlocked.Read(ref _writtenBytes),
        Interlocked.Read(ref _zeroedBytes));

    /// <summary>Told after every block, by any thread.</summary>
    public Action<FillProgress> OnBlock { get; init; } = _ => { };

    /// <summary>Ends when every block is written and flushed.</summary>
    /// <exception cref="EbsChangedBlocksException">
    /// A block cannot be had or written. What was read before it is on disk, and the state says how far that is.
    /// </exception>
    public async Task RunAsync(IAsyncEnumerator<BlockPage> pages, bool hasPage, CancellationToken cancellationToken)
    {
        using var filled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, GivingUp);
        Task checkpoints = CheckpointRegularlyAsync(filled.Token);
        try
        {
            for (; hasPage; hasPage = await pages.MoveNextAsync().ConfigureAwait(false))
            {
                await FillAsync(pages.Current, filled.Token, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }

        for (int place = 0; place < parallelism + Spare; place++)
        {
            await _places.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        await filled.CancelAsync().ConfigureAwait(false);
        await checkpoints.ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (_failure is not null)
        {
            TryCheckpoint();
            if (_failure.SourceException is EbsChangedBlocksException failure)
            {
                failure.NextBlockIndex = _saved;
            }

            _failure.Throw();
        }

        image.Flush();
    }

    public void Dispose()
    {
        _places.Dispose();
        _requests.Dispose();
        _writing.Dispose();
        _givingUp.Dispose();
    }

    /// <param name="page">The blocks.</param>
    /// <param name="filling">Ends when no more are to be begun.</param>
    /// <param name="cancellationToken">Ends those that were begun, too.</param>
    private async Task FillAsync(BlockPage page, CancellationToken filling, CancellationToken cancellationToken)
    {
        if (page.BlockSize != moving.BlockSize)
        {
            throw Contradiction.Of(
                page.Pair, $"a block size of {page.BlockSize} bytes after {moving.BlockSize}", page.RequestId);
        }

        for (int at = 0; at < page.Blocks.Count; at++)
        {
            BlockEntry entry = page.Blocks[at];
            if (entry.Index >= moving.Length / moving.BlockSize)
            {
                throw Contradiction.Of(
                    page.Pair, $"block {entry.Index} in a volume of {moving.Length} bytes", page.RequestId);
            }

            await _places.WaitAsync(filling).ConfigureAwait(false);
            Watermark.Block block = _watermark.Begin(entry.Index);
            string? token = entry.SecondToken.Text;
            _ = BringAsync(page.Pair, block, token, cancellationToken);
        }
    }

    private async Task BringAsync(
        SnapshotPair pair, Watermark.Block block, string? token, CancellationToken cancellationToken)
    {
        byte[]? buffer = null;
        try
        {
            if (token is not null)
            {
                buffer = _buffers.TryTake(out byte[]? used) && used.Length == moving.BlockSize
                    ? used
                    : new byte[moving.BlockSize];
                var request = new BlockRequest(pair.Second, block.Index, token);
                await ReadAsync(pair, request, buffer, cancellationToken).ConfigureAwait(false);
            }

            await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                Write(block.Index, buffer);
            }
            finally
            {
                _writing.Release();
            }

            _watermark.End(block);
            OnBlock(Progress);
        }
        catch (Exception e)
        {
            Fail(e);
        }
        finally
        {
            if (buffer is not null)
            {
                _buffers.Add(buffer);
            }

            _places.Release();
        }
    }

    private async Task ReadAsync(
        SnapshotPair pair, BlockRequest block, byte[] buffer, CancellationToken cancellationToken)
    {
        await _requests.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            GivingUp.ThrowIfCancellationRequested();
            await reader.ReadAsync(pair, block, buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // Before somebody else may send a request.
            Fail(e);
            throw;
        }
        finally
        {
            _requests.Release();
        }

        if (Interlocked.Increment(ref _readCount) % BlocksPerCollection == 0)
        {
            GC.Collect(0);
        }
    }

    /// <param name="index">The block.</param>
    /// <param name="data">Null where the second snapshot has not got it.</param>
    private void Write(int index, byte[]? data)
    {
        long offset = (long)index * moving.BlockSize;
        if (data.AsSpan().ContainsAnyExcept((byte)0))
        {
            image.Write(offset, data);
            Interlocked.Add(ref _writtenBytes, moving.BlockSize);
            return;
        }

        // An image that is made whole began as nothing but a hole.
        if (moving.First is not null)
        {
            image.Zero(offset, moving.BlockSize);
        }

        Interlocked.Add(ref _zeroedBytes, moving.BlockSize);
    }

    private static ConcurrentBag<byte[]> TakeBuffers()
    {
        if (!Buffers.TryGetTarget(out ConcurrentBag<byte[]>? buffers))
        {
            Buffers.SetTarget(buffers = []);
        }

        return buffers;
    }

    private async Task CheckpointRegularlyAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(CheckpointInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                Checkpoint();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    /// <summary>Saves what there is before a failure is told, which is worth more than another failure.</summary>
    private void TryCheckpoint()
    {
        try
        {
            if (!_isUncertain)
            {
                Checkpoint();
            }
        }
        catch (EbsChangedBlocksException e)
        {
            reader.Log.Verbose(e.Message);
        }
    }

    private void Checkpoint()
    {
        // Before the flush that it is to stand for.
        int watermark = _watermark.Value;
        if (watermark == _saved)
        {
            return;
        }

        // After a flush that failed nothing is known of what is on disk, and the next may say that all is well:
        // https://wiki.postgresql.org/wiki/Fsync_Errors
        _isUncertain = true;
        image.Flush();
        state.Write(moving with { Watermark = watermark });
        _isUncertain = false;
        _saved = watermark;
        reader.Log.Verbose($"All blocks before {watermark} of {moving.Length / moving.BlockSize} are on disk.");
    }

    private void Fail(Exception failure)
    {
        // Those that end because of the first one, and the others in flight, say nothing new.
        if (Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null) is null)
        {
            _givingUp.Cancel();
        }
    }
}

/// <summary>How far an image is.</summary>
/// <param name="Watermark">Every listed block before this one is written.</param>
/// <param name="ReadCount">Blocks read.</param>
/// <param name="WrittenBytes">Bytes written.</param>
/// <param name="ZeroedBytes">Bytes that are zeros: given back to the file system, or never taken.</param>
internal readonly record struct FillProgress(int Watermark, long ReadCount, long WrittenBytes, long ZeroedBytes);
