namespace EbsChangedBlocks.Listing.RateLimiting;

/// <summary>Leave to send one request. It is had first and bound late: the holder decides what to ask for when it may ask.</summary>
internal sealed class RequestPermit(RequestLimiter limiter, RequestPriority priority) : IDisposable
{
    private int _spent;

    /// <summary>What it was asked for with, or what it is used for.</summary>
    public RequestPriority Priority { get; set; } = priority;

    /// <summary>True for the first caller alone: a request that is sent again needs another permit.</summary>
    public bool TryUse() => Interlocked.Exchange(ref _spent, 1) == 0;

    /// <summary>Gives the permit back if it was not used.</summary>
    public void Dispose()
    {
        if (TryUse())
            limiter.Return();
    }
}
