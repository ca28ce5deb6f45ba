using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http;

/// <summary>
/// Throttles requests beyond the quotas. Only what is properly signed counts: the account is not known before.
/// </summary>
internal sealed class QuotaMiddleware
{
    private readonly Dictionary<string, TokenBucket> _operations;
    private readonly Dictionary<string, TokenBucket> _snapshots;

    /// <param name="listings">The account's, for each of the listings.</param>
    /// <param name="reads">The account's, for reads of blocks.</param>
    /// <param name="snapshotReads">The one that each snapshot has for reads of its blocks.</param>
    /// <param name="snapshotIds">The snapshots that there are.</param>
    /// <param name="time">The clock by which they refill.</param>
    public QuotaMiddleware(
        RequestQuota? listings,
        RequestQuota? reads,
        RequestQuota? snapshotReads,
        IEnumerable<string> snapshotIds,
        TimeProvider time)
    {
        _operations = Buckets(EbsRequest.Listings, listings)
            .Concat(Buckets([EbsRequest.GetSnapshotBlock], reads))
            .ToDictionary();
        _snapshots = Buckets(snapshotIds, snapshotReads).ToDictionary();

        IEnumerable<KeyValuePair<string, TokenBucket>> Buckets(IEnumerable<string> names, RequestQuota? quota) =>
            quota is null ? [] : names.Select(name => KeyValuePair.Create(name, new TokenBucket(quota, time)));
    }

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        EbsRequest request = Exchange.Of(context).Request;
        if (IsUsedUp(_operations, request.Operation))
        {
            throw EbsErrors.Throttling();
        }

        if (request.Operation == EbsRequest.GetSnapshotBlock && IsUsedUp(_snapshots, request.SnapshotId))
        {
            throw EbsErrors.SnapshotThrottled();
        }

        return next(context);
    }

    private static bool IsUsedUp(Dictionary<string, TokenBucket> buckets, string? name) =>
        name is not null && buckets.TryGetValue(name, out TokenBucket? bucket) && !bucket.TryTake();
}
