using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Requests;
using EbsChangedBlocks.Tests.Listing.Simulation;

namespace EbsChangedBlocks.Tests.Requests;

public sealed class RequestLimiterTests : IDisposable
{
    private readonly SimulatedClock _clock = new();
    private readonly RequestLimiter _limiter;
    private readonly List<(string Who, TimeSpan When)> _granted = [];
    private readonly SynchronizationContext? _outer = SynchronizationContext.Current;

    public RequestLimiterTests()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        _limiter = new RequestLimiter(ListQuota.Quota, _clock, RequestPace.Of(10));
    }

    public void Dispose() => SynchronizationContext.SetSynchronizationContext(_outer);

    [Fact]
    public void After_a_small_burst_requests_go_at_the_rate()
    {
        for (int i = 0; i < 14; i++)
        {
            _ = Ask("a");
        }

        Assert.Equal(4, _granted.Count);
        _clock.RunAll();
        Assert.Equal(
            Enumerable.Range(1, 10).Select(turn => turn * 100.0),
            _granted[4..].Select(grant => grant.When.TotalMilliseconds));
    }

    [Theory]
    [InlineData(800, 16)]
    [InlineData(1000, 20)]
    [InlineData(200, 4)]
    [InlineData(40, 4)]
    public void A_high_rate_has_a_burst_that_lasts_from_one_tick_of_a_timer_to_the_next(double rate, int burst)
    {
        _limiter.Pace = RequestPace.Of(rate);
        _clock.RunFor(TimeSpan.FromSeconds(10));
        _clock.MoveTo(TimeSpan.FromSeconds(10));
        for (int i = 0; i < 100; i++)
        {
            _ = Ask("a");
        }

        Assert.Equal(burst, _granted.Count);
        _clock.RunAll();
        Assert.InRange(
            (_granted[^1].When - TimeSpan.FromSeconds(10)).TotalSeconds, (99 - burst) / rate, (102 - burst) / rate);
    }

    [Fact]
    public void Who_is_waited_for_goes_first_and_equals_in_turn()
    {
        UseUp();
        foreach (string who in (string[])["a", "b"])
        {
            _ = Ask(who, RequestPriority.Ahead);
        }

        foreach (string who in (string[])["c", "d"])
        {
            _ = Ask(who);
        }

        _clock.RunAll();

        Assert.Equal(["c", "d", "a", "b"], _granted.Select(grant => grant.Who));
    }

    [Fact]
    public async Task Who_gives_up_takes_no_turn()
    {
        UseUp();
        using var stop = new CancellationTokenSource();
        Task given = _limiter.AcquireAsync(RequestPriority.Due, stop.Token);
        _ = Ask("b");

        stop.Cancel();
        _clock.RunAll();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.Equal(TimeSpan.FromMilliseconds(100), Assert.Single(_granted).When);
    }

    [Fact]
    public async Task A_permit_that_is_not_used_goes_to_the_next()
    {
        for (int i = 0; i < 3; i++)
        {
            await _limiter.AcquireAsync(RequestPriority.Due, TestContext.Current.CancellationToken);
        }

        RequestPermit spare = await _limiter.AcquireAsync(RequestPriority.Due, TestContext.Current.CancellationToken);
        _ = Ask("b");

        spare.Dispose();
        spare.Dispose();
        _ = Ask("c");
        _clock.RunAll();

        Assert.Equal([("b", 0), ("c", 100)], _granted.Select(grant => (grant.Who, grant.When.TotalMilliseconds)));
    }

    [Fact]
    public void After_a_throttle_all_pause_and_go_on_slower()
    {
        UseUp();
        _limiter.BackOff();
        for (int i = 0; i < 3; i++)
        {
            _ = Ask("a");
        }

        _clock.RunAll();

        Assert.Equal(
            [167, 334, 500],
            _granted.Select(grant => Math.Ceiling(grant.When.TotalMilliseconds)),
            (a, b) => Math.Abs(a - b) <= 2);
        Assert.False(_limiter.IsCalm);
        _clock.MoveTo(TimeSpan.FromSeconds(1));
        Assert.True(_limiter.IsCalm);
    }

    [Fact]
    public void One_quota_has_one_limiter_with_the_last_rate()
    {
        var quota = new RequestQuota("Its own.");
        RequestLimiter one = SharedLimiters.For(quota, "account", "region", RequestPace.Of(30));

        Assert.Same(one, SharedLimiters.For(new RequestQuota("Its own."), "account", "region", RequestPace.Of(20)));
        Assert.Equal(RequestPace.Of(20), one.Pace);
        Assert.NotSame(one, SharedLimiters.For(quota, "account", "elsewhere", RequestPace.Of(20)));
        Assert.NotSame(one, SharedLimiters.For(new RequestQuota("Another."), "account", "region", RequestPace.Of(20)));
    }

    private void UseUp()
    {
        for (int i = 0; i < 4; i++)
        {
            _ = _limiter.AcquireAsync(RequestPriority.Due, CancellationToken.None);
        }
    }

    private async Task Ask(string who, RequestPriority priority = RequestPriority.Due)
    {
        await _limiter.AcquireAsync(priority, TestContext.Current.CancellationToken).ConfigureAwait(false);
        _granted.Add((who, _clock.Now));
    }
}
