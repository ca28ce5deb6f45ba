using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Requests;
using Microsoft.Extensions.Time.Testing;

namespace EbsChangedBlocks.Tests.Requests;

public sealed class RequestTryTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly RequestTry _attempt;
    private int _words;

    public RequestTryTests() => _attempt = new RequestTry(Patience, () => _words++, _time, _stop.Token);

    public void Dispose()
    {
        _attempt.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public void It_ends_when_nothing_was_heard_for_so_long()
    {
        Pass(10);
        _attempt.Heard();
        Pass(14.9);
        Assert.False(_attempt.Ended.IsCancellationRequested);
        Assert.False(_attempt.IsOverdue);

        Pass(0.1);

        Assert.True(_attempt.Ended.IsCancellationRequested);
        Assert.True(_attempt.IsOverdue);
    }

    [Fact]
    public void What_comes_slowly_and_keeps_coming_may_take_any_time()
    {
        for (int bytes = 0; bytes < 1000; bytes++)
        {
            Pass(14.9);
            _attempt.Heard();
        }

        Assert.False(_attempt.Ended.IsCancellationRequested);
    }

    [Fact]
    public void A_word_is_said_after_five_seconds_of_silence_alone()
    {
        for (int bytes = 0; bytes < 100; bytes++)
        {
            Pass(4.9);
            _attempt.Heard();
        }

        Assert.Equal(0, _words);
        Pass(4.9);
        Assert.Equal(0, _words);
        Pass(0.1);
        Assert.Equal(1, _words);
    }

    [Fact]
    public void What_is_stopped_is_not_overdue()
    {
        _stop.Cancel();
        Assert.True(_attempt.Ended.IsCancellationRequested);

        Pass(20);

        Assert.False(_attempt.IsOverdue);
    }

    [Fact]
    public async Task Silence_is_told_as_such_and_tried_again()
    {
        var runner = new RequestRunner(
            new RequestLimiter(ListQuota.Quota, _time, RequestPace.Of(1e6)),
            "ebs.example.com",
            TimeSpan.FromSeconds(20),
            new QuietRequests(),
            _time,
            new Random(1))
        {
            LongestSilence = Patience,
        };
        int tries = 0;
        long start = _time.GetTimestamp();
        Task<(int, RequestCost)> run = runner.RunAsync(
            attempt =>
            {
                tries++;
                return new TaskCompletionSource<int>().Task.WaitAsync(attempt.Ended);
            },
            RequestPriority.Due,
            permit: null,
            TestContext.Current.CancellationToken);
        while (!run.IsCompleted)
        {
            Pass(0.01);
        }

        EbsChangedBlocksException failure = await Assert.ThrowsAsync<EbsChangedBlocksException>(() => run);
        Assert.Equal(
            (FailureKind.RequestTimedOut, "ebs.example.com sent nothing for 15 s."), (failure.Kind, failure.Message));
        Assert.Equal(2, tries);
        Assert.InRange(_time.GetElapsedTime(start).TotalSeconds, 30, 31);
    }

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
