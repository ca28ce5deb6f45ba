using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Commands;

/// <summary>
/// Pulls a listing on the pipeline thread. Dispose ends whatever is still under way, and must stand in a <c>finally</c>:
/// the engine calls StopProcessing neither for <c>Select-Object -First</c> nor when a later command throws.
/// </summary>
internal sealed class PageStream : IDisposable
{
    private readonly MessagePump _pump;
    private readonly CancellationTokenSource _ended;
    private readonly IAsyncEnumerator<BlockPage> _pages;
    private Task<bool>? _pending;

    public PageStream(Func<CancellationToken, IAsyncEnumerable<BlockPage>> list, MessagePump pump, CancellationToken stopping)
    {
        _pump = pump;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _pages = list(_ended.Token).GetAsyncEnumerator(_ended.Token);
    }

    public BlockPage? Next()
    {
        _pending = _pages.MoveNextAsync().AsTask();
        return _pump.Wait(_pending) ? _pages.Current : null;
    }

    public void Dispose()
    {
        _ended.Cancel();
        Task pending = _pending ?? Task.CompletedTask;
        pending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        _pages.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _ended.Dispose();
    }
}
