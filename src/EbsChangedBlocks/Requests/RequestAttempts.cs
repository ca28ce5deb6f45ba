namespace EbsChangedBlocks.Requests;

/// <summary>
/// The tries of one request: decides whether there is another, and after how long, and counts what they cost.
/// </summary>
internal sealed class RequestAttempts(TimeSpan budget, TimeProvider time, Random jitter, Func<bool> refreshCredentials)
{
    /// <summary>
    /// Who is throttled for long has to make room; what has broken is to be noticed soon when it works again.
    /// </summary>
    private static readonly (TimeSpan First, TimeSpan Longest) OfThrottles =
        (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
    private static readonly (TimeSpan First, TimeSpan Longest) OfBreaks =
        (TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5));

    /// <summary>
    /// For one try, send and body: a full page is 2 MB, so the longest still serves a line of 300 kbit/s, and the
    /// shortest one of 2 Mbit/s.
    /// </summary>
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(60);

    private readonly long _start = time.GetTimestamp();
    private bool _clockCorrected;
    private bool _credentialsRefreshed;

    /// <summary>How long the request has been tried so far.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    /// <summary>After how long the next try ends: with the budget, but no sooner than an answer may take.</summary>
    public TimeSpan Timeout
    {
        get
        {
            TimeSpan left = budget - Elapsed;
            return left < ShortestTimeout ? ShortestTimeout : left > LongestTimeout ? LongestTimeout : left;
        }
    }

    public RequestCost Cost { get; private set; } = new(Requests: 1);

    /// <summary>How long to wait before the next try; null where there is none.</summary>
    public TimeSpan? After(EbsChangedBlocksException failure)
    {
        if (Delay(failure) is not { } delay)
        {
            return null;
        }

        int throttles = failure.Kind == FailureKind.Throttled ? 1 : 0;
        Cost += new RequestCost(Requests: 1, Retries: 1, throttles);
        return delay;
    }

    private TimeSpan? Delay(EbsChangedBlocksException failure)
    {
        switch (failure.Kind)
        {
            // The client has learnt the difference from the refusal's Date header: signed again, it is in time.
            case FailureKind.ClockSkewed when !_clockCorrected:
                _clockCorrected = true;
                return TimeSpan.Zero;
            // A source that can refresh is asked once more; what is only a pair of keys stays expired.
            case FailureKind.CredentialsExpired when !_credentialsRefreshed && refreshCredentials():
                _credentialsRefreshed = true;
                return TimeSpan.Zero;
            case FailureKind.Throttled:
                return Backoff(OfThrottles, failure.RetryAfter);
            case var _ when failure.IsTransient:
                return Backoff(OfBreaks, failure.RetryAfter);
            default:
                return null;
        }
    }

    /// <summary>
    /// The last delay is shortened to what is left, so that the budget is used up; never below what was asked for, or
    /// what a first delay may be.
    /// </summary>
    private TimeSpan? Backoff((TimeSpan First, TimeSpan Longest) delays, TimeSpan? asked)
    {
        TimeSpan left = budget - Elapsed;
        TimeSpan shortest = asked > delays.First / 2 ? asked.Value : delays.First / 2;
        TimeSpan wanted = Jittered(delays);
        TimeSpan delay = wanted < left ? wanted : left;
        delay = delay < shortest ? shortest : delay;
        return delay <= left ? delay : null;
    }

    /// <summary>
    /// Equal jitter: half of the delay is certain, so that tries cannot all be spent within a moment.
    /// </summary>
    /// <remarks>https://github.com/aws/aws-sdk-net/issues/4341 tells what full jitter does there.</remarks>
    private TimeSpan Jittered((TimeSpan First, TimeSpan Longest) delays)
    {
        long full = Math.Min(delays.Longest.Ticks, delays.First.Ticks << Math.Min(Cost.Retries, 10));
        return new TimeSpan(full) * (0.5 + (jitter.NextDouble() / 2));
    }
}
