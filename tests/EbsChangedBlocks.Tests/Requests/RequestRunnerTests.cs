using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Requests;
using Microsoft.Extensions.Time.Testing;

namespace EbsChangedBlocks.Tests.Requests;

public class RequestRunnerTests
{
    [Theory]
    [InlineData(nameof(FailureKind.Throttled))]
    [InlineData(nameof(FailureKind.ServiceUnavailable))]
    [InlineData(nameof(FailureKind.ConnectionBroken))]
    [InlineData(nameof(FailureKind.EndpointUnreachable))]
    [InlineData(nameof(FailureKind.RequestTimedOut))]
    [InlineData(nameof(FailureKind.ResponseUnreadable))]
    public async Task What_may_pass_is_tried_again_and_told(string failure)
    {
        var run = new Run(failure, failure);

        await run.ToTheEnd();

        Assert.Equal(3, run.Attempts);
        Assert.Equal(2, run.Log.Count);
    }

    [Theory]
    [InlineData(nameof(FailureKind.AccessDenied))]
    [InlineData(nameof(FailureKind.SnapshotNotFound))]
    [InlineData(nameof(FailureKind.UnrelatedSnapshots))]
    [InlineData(nameof(FailureKind.RequestInvalid))]
    [InlineData(nameof(FailureKind.InvalidServiceResponse))]
    [InlineData(nameof(FailureKind.CredentialsInvalid))]
    public async Task What_will_not_pass_fails_at_once(string failure)
    {
        var run = new Run(failure);

        Assert.Equal(failure, (await Assert.ThrowsAsync<EbsChangedBlocksException>(run.ToTheEnd)).Kind.ToString());
        Assert.Equal(1, run.Attempts);
        Assert.Equal(TimeSpan.Zero, run.Waited);
    }

    [Fact]
    public async Task A_throttle_is_never_answered_with_a_volley()
    {
        var run = new Run([.. Enumerable.Repeat(nameof(FailureKind.Throttled), 6)]);

        await run.ToTheEnd();

        Assert.InRange(run.Waited.TotalSeconds, 0.5 * (1 + 2 + 4 + 8 + 16 + 20), 1 + 2 + 4 + 8 + 16 + 20);
    }

    [Fact]
    public async Task The_service_is_given_the_time_that_it_asks_for()
    {
        var run = new Run(nameof(FailureKind.Throttled)) { RetryAfter = TimeSpan.FromSeconds(45) };

        await run.ToTheEnd();

        Assert.Equal(45, run.Waited.TotalSeconds);
    }

    [Fact]
    public async Task The_budget_is_used_up_and_ends_it_with_the_last_failure()
    {
        var run = new Run([.. Enumerable.Repeat(nameof(FailureKind.ServiceUnavailable), 1000)]);

        Assert.Equal(
            FailureKind.ServiceUnavailable,
            (await Assert.ThrowsAsync<EbsChangedBlocksException>(run.ToTheEnd)).Kind);
        Assert.InRange(
            run.Waited, Run.Budget - TimeSpan.FromMilliseconds(100), Run.Budget + TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task The_service_is_not_asked_sooner_than_it_said()
    {
        var run = new Run(nameof(FailureKind.Throttled)) { RetryAfter = Run.Budget + TimeSpan.FromSeconds(1) };

        Assert.Equal(FailureKind.Throttled, (await Assert.ThrowsAsync<EbsChangedBlocksException>(run.ToTheEnd)).Kind);
        Assert.Equal((1, TimeSpan.Zero), (run.Attempts, run.Waited));
    }

    [Fact]
    public async Task A_skewed_clock_is_corrected_once_without_waiting()
    {
        var once = new Run(nameof(FailureKind.ClockSkewed));
        await once.ToTheEnd();
        Assert.Equal((2, TimeSpan.Zero), (once.Attempts, once.Waited));

        var always = new Run(nameof(FailureKind.ClockSkewed), nameof(FailureKind.ClockSkewed));
        await Assert.ThrowsAsync<EbsChangedBlocksException>(always.ToTheEnd);
        Assert.Equal(2, always.Attempts);
    }

    [Theory]
    [InlineData(nameof(FailureKind.Throttled), "L-DB2FBAA1")]
    [InlineData(nameof(FailureKind.EndpointUnreachable), "until 300 s have passed")]
    public async Task What_takes_long_is_warned_of_once(string failure, string said)
    {
        var run = new Run([.. Enumerable.Repeat(failure, 12)]);

        await run.ToTheEnd();

        Assert.Contains(said, Assert.Single(run.Warnings));
    }

    [Theory]
    [InlineData(20, 20)]
    [InlineData(3, 10)]
    [InlineData(0, 10)]
    public async Task A_server_that_never_answers_is_given_up_with_the_budget_but_not_before_it_could_answer(
        int budget, int seconds)
    {
        var run = new Run { Tries = TimeSpan.FromSeconds(budget), NeverAnswers = true };

        EbsChangedBlocksException failure = await Assert.ThrowsAsync<EbsChangedBlocksException>(run.ToTheEnd);

        Assert.Equal(FailureKind.RequestTimedOut, failure.Kind);
        Assert.Equal($"ebs.example.com gave no complete answer within {seconds} s.", failure.Message);
        Assert.InRange(run.Waited.TotalSeconds, seconds, seconds + 0.01);
        Assert.StartsWith("ebs.example.com has not answered for 5 s.", Assert.Single(run.Warnings));
    }

    [Fact]
    public async Task A_try_ends_after_a_minute_whatever_the_budget()
    {
        var run = new Run { NeverAnswers = true };

        await Assert.ThrowsAsync<EbsChangedBlocksException>(run.ToTheEnd);

        Assert.Equal(5, run.Attempts);
        Assert.InRange(run.Waited, Run.Budget, Run.Budget + TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_is_told_of_sooner_than_a_server_that_fails()
    {
        var away = new Run([.. Enumerable.Repeat(nameof(FailureKind.EndpointUnreachable), 6)]);
        await away.ToTheEnd();
        var failing = new Run([.. Enumerable.Repeat(nameof(FailureKind.ServiceUnavailable), 6)]);
        await failing.ToTheEnd();

        Assert.InRange(away.Waited.TotalSeconds, 5, 15);
        Assert.Single(away.Warnings);
        Assert.Empty(failing.Warnings);
    }

    [Fact]
    public async Task What_passes_soon_is_no_warning()
    {
        var run = new Run([.. Enumerable.Repeat(nameof(FailureKind.Throttled), 3)]);

        await run.ToTheEnd();

        Assert.Empty(run.Warnings);
    }

    [Fact]
    public async Task Expired_credentials_are_refreshed_once_where_they_can_be()
    {
        var refreshed = new Run(nameof(FailureKind.CredentialsExpired)) { CanRefresh = true };
        await refreshed.ToTheEnd();
        Assert.Equal((2, TimeSpan.Zero), (refreshed.Attempts, refreshed.Waited));

        string expired = nameof(FailureKind.CredentialsExpired);
        var again = new Run(expired, expired) { CanRefresh = true };
        await Assert.ThrowsAsync<EbsChangedBlocksException>(again.ToTheEnd);
        Assert.Equal(2, again.Attempts);

        var keys = new Run(nameof(FailureKind.CredentialsExpired));
        await Assert.ThrowsAsync<EbsChangedBlocksException>(keys.ToTheEnd);
        Assert.Equal(1, keys.Attempts);
    }

    [Fact]
    public async Task The_result_comes_with_what_it_cost()
    {
        string throttled = nameof(FailureKind.Throttled);
        var run = new Run(throttled, nameof(FailureKind.ConnectionBroken), throttled);

        Assert.Equal(new(Requests: 4, Retries: 3, Throttles: 2), await run.ToTheEnd());
        Assert.Equal(new(Requests: 1), await new Run().ToTheEnd());
    }

    [Fact]
    public async Task Each_try_takes_a_permit_and_a_throttle_slows_all()
    {
        var run = new Run(nameof(FailureKind.Throttled)) { RequestsPerSecond = 0.001 };

        await run.ToTheEnd(await run.Limiter.AcquireAsync(RequestPriority.Ahead, CancellationToken.None));

        Assert.Equal([true, false], run.WasCalm);
        bool IsGranted(int _) => run.Limiter.AcquireAsync(RequestPriority.Due, CancellationToken.None).IsCompleted;
        Assert.Equal([true, true, false], Enumerable.Range(0, 3).Select(IsGranted));
    }

    private sealed class Run(params string[] failures) : IRequestLog
    {
        public static readonly TimeSpan Budget = TimeSpan.FromMinutes(5);

        private readonly FakeTimeProvider _time = new();
        private readonly Queue<string> _failures = new(failures);

        public RequestLimiter Limiter => field ??= new(ListQuota.Quota, _time, RequestPace.Of(RequestsPerSecond));

        public double RequestsPerSecond { get; init; } = 1e6;

        public int Attempts => WasCalm.Count;

        /// <summary>Whether the limiter was calm, try by try.</summary>
        public List<bool> WasCalm { get; } = [];

        public bool CanRefresh { get; init; }

        public bool NeverAnswers { get; init; }

        public TimeSpan Tries { get; init; } = Budget;

        public List<string> Log { get; } = [];

        public List<string> Warnings { get; } = [];

        public TimeSpan? RetryAfter { get; init; }

        public TimeSpan Waited { get; private set; }

        public Task<RequestCost> ToTheEnd() => ToTheEnd(null);

        public async Task<RequestCost> ToTheEnd(RequestPermit? permit)
        {
            DateTimeOffset start = _time.GetUtcNow();
            var requests = new RequestRunner(Limiter, "ebs.example.com", Tries, this, _time, new Random(1))
            {
                RefreshCredentials = () => CanRefresh,
            };
            Task<(string Result, RequestCost Cost)> run = requests.RunAsync(
                Try, RequestPriority.Ahead, permit, TestContext.Current.CancellationToken);
            while (!run.IsCompleted)
            {
                _time.Advance(TimeSpan.FromMilliseconds(1));
            }

            Waited = _time.GetUtcNow() - start;
            Assert.Equal("result", (await run).Result);
            return (await run).Cost;
        }

        public void Verbose(string message) => Log.Add(message);

        public void Warning(string message) => Warnings.Add(message);

        private Task<string> Try(RequestTry attempt)
        {
            WasCalm.Add(Limiter.IsCalm);
            if (NeverAnswers)
            {
                return new TaskCompletionSource<string>().Task.WaitAsync(attempt.Ended);
            }

            return _failures.TryDequeue(out string? failure)
                ? Task.FromException<string>(
                    new EbsChangedBlocksException(Enum.Parse<FailureKind>(failure), "It failed.")
                    {
                        RetryAfter = RetryAfter,
                    })
                : Task.FromResult("result");
        }
    }
}
