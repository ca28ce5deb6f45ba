namespace EbsChangedBlocks.Tests.Listing.Simulation;

/// <summary>
/// Time that jumps from one timer to the next, on the calling thread: whole listings run in one order, without waiting.
/// </summary>
internal sealed class SimulatedClock : TimeProvider
{
    private readonly PriorityQueue<(Timer Timer, int Version), (long Due, long Turn)> _due = new();
    private long _now;
    private long _turn;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Now => new(_now);

    public override long GetTimestamp() => _now;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Runs the next timer that is due up to a moment.</summary>
    /// <returns>Whether there was one.</returns>
    public bool RunNext(TimeSpan until)
    {
        while (_due.TryPeek(out (Timer Timer, int Version) next, out (long Due, long Turn) place)
            && place.Due <= until.Ticks)
        {
            _due.Dequeue();
            if (next.Timer.Version != next.Version)
            {
                continue;
            }

            _now = Math.Max(_now, place.Due);
            next.Timer.Run();
            return true;
        }

        return false;
    }

    /// <summary>Runs timers until none is left.</summary>
    public void RunAll()
    {
        while (RunNext(TimeSpan.MaxValue))
        {
        }
    }

    /// <summary>Runs the timers that are due within a time from now.</summary>
    public void RunFor(TimeSpan time)
    {
        TimeSpan until = Now + time;
        while (RunNext(until))
        {
        }
    }

    /// <summary>
    /// Unlike <see cref="Task.Delay(TimeSpan, TimeProvider, CancellationToken)"/> it is cancelled on the thread that
    /// cancels.
    /// </summary>
    public async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        var over = new TaskCompletionSource();
        using ITimer timer = CreateTimer(_ => over.TrySetResult(), null, delay, Timeout.InfiniteTimeSpan);
        using CancellationTokenRegistration cancelled =
            cancellationToken.Register(() => over.TrySetCanceled(cancellationToken));
        await over.Task.ConfigureAwait(false);
    }

    public void MoveTo(TimeSpan moment) => _now = Math.Max(_now, moment.Ticks);

    private sealed class Timer(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
    {
        public int Version { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal(Timeout.InfiniteTimeSpan, period);
            Version++;
            if (dueTime >= TimeSpan.Zero)
            {
                clock._due.Enqueue((this, Version), (clock._now + dueTime.Ticks, clock._turn++));
            }

            return true;
        }

        public void Run()
        {
            Version++;
            callback(state);
        }

        public void Dispose() => Version++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
