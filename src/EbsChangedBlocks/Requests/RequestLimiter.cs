namespace EbsChangedBlocks.Requests;

/// <summary>Which requests go first. A lower value goes before a higher one.</summary>
internal enum RequestPriority
{
    /// <summary>Somebody waits for the result.</summary>
    Due,

    /// <summary>The result will be wanted later, or perhaps never.</summary>
    Ahead,
}

/// <summary>
/// Leave to send one request. It is had first and bound late: the holder decides what to ask for when it may ask.
/// </summary>
/// <param name="limiter">What gave it.</param>
/// <param name="priority">What it was asked for with.</param>
internal sealed class RequestPermit(RequestLimiter limiter, RequestPriority priority) : IDisposable
{
    private int _spent;

    public RequestPriority Priority => priority;

    /// <summary>Takes note that the request is sent: one that is sent again needs another permit.</summary>
    public void Use() => Spend();

    /// <summary>Gives the permit back if it was not used.</summary>
    public void Dispose()
    {
        if (Spend())
        {
            limiter.Return();
        }
    }

    private bool Spend() => Interlocked.Exchange(ref _spent, 1) == 0;
}

/// <summary>
/// Paces the requests that share one quota. All of them slow down together when the service throttles one, and those
/// that somebody waits for go first.
/// </summary>
/// <remarks>
/// A token bucket of its own, since the one of System.Threading.RateLimiting has a fixed rate, one queue without
/// priorities, and the machine's clock alone:
/// https://learn.microsoft.com/dotnet/api/system.threading.ratelimiting.tokenbucketratelimiter
/// </remarks>
internal sealed class RequestLimiter
{
    private const double LeastBurst = 4;

    /// <summary>
    /// Timers on some systems tick every 15 ms: what falls due in one tick has to be there at the next.
    /// </summary>
    private const double BurstSeconds = 0.02;

    /// <summary>
    /// How long everybody keeps still after a throttle, in which the answers that are on their way arrive.
    /// </summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.1);

    private readonly object _gate = new();
    private readonly PriorityQueue<TaskCompletionSource<RequestPermit>, (RequestPriority Priority, long Turn)>
        _waiting = new();
    private readonly RequestRate _rate;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _start;
    private double _tokens;
    private TimeSpan _updated;
    private TimeSpan _pausedUntil;
    private long _turn;

    /// <param name="quota">What it paces the requests of.</param>
    /// <param name="time">The clock.</param>
    /// <param name="pace">How many requests are wanted.</param>
    public RequestLimiter(RequestQuota quota, TimeProvider time, RequestPace pace)
    {
        Quota = quota;
        _time = time;
        _rate = new RequestRate(pace);
        _tokens = Burst;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Grant(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public RequestQuota Quota { get; }

    public RequestPace Pace
    {
        get
        {
            lock (_gate)
            {
                return _rate.Pace;
            }
        }

        set
        {
            lock (_gate)
            {
                Refill();
                _rate.Pace = value;
            }
        }
    }

    /// <summary>Whether nobody was throttled of late. What need not be asked is better left out until then.</summary>
    public bool IsCalm
    {
        get
        {
            lock (_gate)
            {
                return _rate.IsCalm(Now);
            }
        }
    }

    /// <summary>Requests that may go at once after a rest.</summary>
    private double Burst => Math.Max(LeastBurst, _rate.Pace.Highest * BurstSeconds);

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <summary>Waits for leave to send a request.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired.</exception>
    public async Task<RequestPermit> AcquireAsync(RequestPriority priority, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TaskCompletionSource<RequestPermit> turn;
        lock (_gate)
        {
            bool isFirst = !_waiting.TryPeek(out _, out var next) || priority < next.Priority;
            if (isFirst && WaitForToken() == TimeSpan.Zero)
            {
                _tokens--;
                return new RequestPermit(this, priority);
            }

            turn = new TaskCompletionSource<RequestPermit>();
            _waiting.Enqueue(turn, (priority, _turn++));
            SetTimer();
        }

        using CancellationTokenRegistration cancelled =
            cancellationToken.Register(() => turn.TrySetCanceled(cancellationToken));
        return await turn.Task.ConfigureAwait(false);
    }

    /// <summary>Tells that the service has throttled a request.</summary>
    public void BackOff()
    {
        lock (_gate)
        {
            Refill();
            TimeSpan now = Now;
            _rate.Throttled(now);
            _pausedUntil = now + Pause;
        }
    }

    /// <summary>Puts back a token that was not used.</summary>
    internal void Return()
    {
        lock (_gate)
        {
            _tokens = Math.Min(Burst, _tokens + 1);
            SetTimer();
        }
    }

    /// <summary>
    /// Runs on the timer alone, and outside the lock: whoever is granted a permit goes on at once, on this thread and
    /// with locks of its own.
    /// </summary>
    private void Grant()
    {
        while (TakeNext() is (TaskCompletionSource<RequestPermit> turn, RequestPermit permit))
        {
            if (!turn.TrySetResult(permit))
            {
                permit.Dispose();
            }
        }
    }

    private (TaskCompletionSource<RequestPermit> Turn, RequestPermit Permit)? TakeNext()
    {
        lock (_gate)
        {
            while (_waiting.TryPeek(out TaskCompletionSource<RequestPermit>? turn, out var place))
            {
                if (!turn.Task.IsCompleted && WaitForToken() > TimeSpan.Zero)
                {
                    SetTimer();
                    return null;
                }

                _waiting.Dequeue();
                if (turn.Task.IsCompleted)
                {
                    continue;
                }

                _tokens--;
                return (turn, new RequestPermit(this, place.Priority));
            }

            return null;
        }
    }

    private void SetTimer()
    {
        if (_waiting.Count > 0)
        {
            double milliseconds = Math.Ceiling(WaitForToken().TotalMilliseconds);
            _timer.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan WaitForToken()
    {
        Refill();
        TimeSpan pause = _pausedUntil - Now;
        TimeSpan refill = TimeSpan.FromSeconds(Math.Max(0, 1 - _tokens) / _rate.PerSecond);
        return pause > refill ? pause : refill;
    }

    private void Refill()
    {
        TimeSpan now = Now;
        _tokens = Math.Min(Burst, _tokens + (_rate.PerSecond * (now - _updated).TotalSeconds));
        _rate.MoveTo(now);
        _updated = now;
    }
}
