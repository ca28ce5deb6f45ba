namespace EbsChangedBlocks.Commands;

/// <summary>
/// Pulls a stream on the pipeline thread. Dispose ends whatever is still under way, and must stand in a <c>finally</c>:
/// the engine calls StopProcessing neither for <c>Select-Object -First</c> nor when a later command throws.
/// </summary>
internal sealed class PipelineStream<T> : IDisposable
    where T : class
{
    private readonly MessagePump _pump;
    private readonly CancellationTokenSource _ended;
    private readonly IAsyncEnumerator<T> _items;
    private Task<bool>? _pending;

    public PipelineStream(
        Func<CancellationToken, IAsyncEnumerable<T>> open, MessagePump pump, CancellationToken stopping)
    {
        _pump = pump;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _items = open(_ended.Token).GetAsyncEnumerator(_ended.Token);
    }

    /// <summary>The next item; null at the end.</summary>
    public T? Next()
    {
        _pending = _items.MoveNextAsync().AsTask();
        return _pump.Wait(_pending) ? _items.Current : null;
    }

    public void Dispose()
    {
        _ended.Cancel();
        Task pending = _pending ?? Task.CompletedTask;
        pending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        _items.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _ended.Dispose();
    }
}
