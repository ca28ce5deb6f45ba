using System.Collections.Concurrent;

namespace EbsChangedBlocks.Listing.RateLimiting;

/// <summary>One limiter a quota for the whole process: the service counts the list requests of an account in a Region together.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/general/latest/gr/ebs-service.html</remarks>
internal static class SharedLimiters
{
    private static readonly ConcurrentDictionary<(string Account, string Region), RequestLimiter> Limiters = new();

    /// <param name="account">Whatever tells accounts apart, such as an access key id.</param>
    /// <param name="region">The Region, or the endpoint that stands for it.</param>
    /// <param name="requestsPerSecond">The highest rate from now on, for those that already share the limiter too.</param>
    public static RequestLimiter For(string account, string region, double requestsPerSecond)
    {
        RequestLimiter limiter = Limiters.GetOrAdd((account, region), _ => new RequestLimiter(TimeProvider.System, requestsPerSecond));
        limiter.RequestsPerSecond = requestsPerSecond;
        return limiter;
    }
}
