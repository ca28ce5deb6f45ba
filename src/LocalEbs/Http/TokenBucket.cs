namespace LocalEbs.Http;

/// <summary>
/// A token bucket, full at first. System.Threading.RateLimiting has one, but it reads the machine's clock, which a test
/// cannot move (https://github.com/dotnet/runtime/issues/106447).
/// </summary>
internal sealed class TokenBucket(RequestQuota quota, TimeProvider time)
{
    // What is left of a token by rounding must not refuse a request that comes exactly when its token is due.
    private const double Rounding = 1e-9;

    private readonly Lock _lock = new();
    private readonly double _gain = quota.RequestsPerSecond - quota.OtherClient;
    private double _tokens = quota.Burst;
    private long _updated = time.GetTimestamp();

    public bool TryTake()
    {
        lock (_lock)
        {
            long now = time.GetTimestamp();
            _tokens = Math.Clamp(_tokens + _gain * time.GetElapsedTime(_updated, now).TotalSeconds, 0, quota.Burst);
            _updated = now;
            if (_tokens < 1 - Rounding)
            {
                return false;
            }

            _tokens = Math.Max(0, _tokens - 1);
            return true;
        }
    }
}
