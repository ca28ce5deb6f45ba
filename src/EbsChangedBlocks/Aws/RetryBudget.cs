using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Aws;

/// <summary>Decides for one request whether it is tried again, and after how long.</summary>
internal sealed class RetryBudget(TimeSpan budget, TimeProvider time, Random jitter, Func<bool> refreshCredentials)
{
    /// <summary>Who is throttled for long has to make room; what has broken is to be noticed soon when it works again.</summary>
    private static readonly (TimeSpan First, TimeSpan Longest) OfThrottles = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
    private static readonly (TimeSpan First, TimeSpan Longest) OfBreaks = (TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5));

    private readonly long _start = time.GetTimestamp();
    private bool _clockCorrected;
    private bool _credentialsRefreshed;

    /// <summary>How long the request has been tried so far.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_start);

    public int Retries { get; private set; }

    public int Throttles { get; private set; }

    /// <summary>How long to wait before the try that <see cref="Allows"/> has just allowed.</summary>
    public TimeSpan Delay { get; private set; }

    public bool Allows(ListingException failure)
    {
        if (!Decide(failure))
            return false;

        Retries++;
        Throttles += failure.Failure == ListingFailure.Throttled ? 1 : 0;
        return true;
    }

    private bool Decide(ListingException failure)
    {
        switch (failure.Failure)
        {
            // The SDK has learnt the difference from the refusal's Date header; the same request signed again is in time.
            case ListingFailure.ClockSkewed when !_clockCorrected:
                _clockCorrected = true;
                Delay = TimeSpan.Zero;
                return true;
            // A source that can refresh is asked once more; what is only a pair of keys stays expired.
            case ListingFailure.CredentialsExpired when !_credentialsRefreshed && refreshCredentials():
                _credentialsRefreshed = true;
                Delay = TimeSpan.Zero;
                return true;
            case ListingFailure.Throttled:
                return FitsAfter(OfThrottles, failure.RetryAfter);
            case ListingFailure.ServiceUnavailable or ListingFailure.EndpointUnreachable or ListingFailure.ConnectionBroken
                or ListingFailure.RequestTimedOut or ListingFailure.ResponseUnreadable:
                return FitsAfter(OfBreaks, failure.RetryAfter);
            default:
                return false;
        }
    }

    /// <summary>Equal jitter: half of the delay is certain, so that tries cannot all be spent within a moment.</summary>
    /// <remarks>https://github.com/aws/aws-sdk-net/issues/4341 tells what full jitter does there.</remarks>
    private TimeSpan Backoff((TimeSpan First, TimeSpan Longest) delays)
    {
        TimeSpan full = TimeSpan.FromTicks(Math.Min(delays.Longest.Ticks, delays.First.Ticks << Math.Min(Retries, 10)));
        return full * (0.5 + (jitter.NextDouble() / 2));
    }

    /// <summary>The last delay is shortened to what is left, so that the budget is used up; never below what was asked for, or what a first delay may be.</summary>
    private bool FitsAfter((TimeSpan First, TimeSpan Longest) delays, TimeSpan? asked)
    {
        TimeSpan left = budget - Elapsed;
        TimeSpan shortest = asked > delays.First / 2 ? asked.Value : delays.First / 2;
        TimeSpan wanted = Backoff(delays);
        Delay = wanted < left ? wanted : left;
        if (Delay < shortest)
            Delay = shortest;

        return Delay <= left;
    }
}
