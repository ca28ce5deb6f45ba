using System.Collections.Concurrent;

namespace EbsChangedBlocks.Requests;

/// <summary>What the service counts together, of one account in one Region.</summary>
/// <param name="Sharing">What who is throttled should know: who else may be using it, and how much it is.</param>
internal sealed record RequestQuota(string Sharing);

/// <summary>One limiter for each quota of each account, for the whole process.</summary>
internal static class SharedLimiters
{
    private static readonly ConcurrentDictionary<(RequestQuota Quota, string Account, string Region), RequestLimiter>
        Limiters = new();

    /// <param name="quota">What is counted.</param>
    /// <param name="account">Whatever tells accounts apart, such as an access key id.</param>
    /// <param name="region">The Region, or the endpoint that stands for it.</param>
    /// <param name="pace">
    /// How many requests are wanted from now on, of those that already share the limiter too.
    /// </param>
    public static RequestLimiter For(RequestQuota quota, string account, string region, RequestPace pace)
    {
        RequestLimiter limiter = Limiters.GetOrAdd(
            (quota, account, region), _ => new RequestLimiter(quota, TimeProvider.System, pace));
        limiter.Pace = pace;
        return limiter;
    }
}
