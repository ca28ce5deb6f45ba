using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http;

/// <summary>
/// Throttles listings beyond the quota. Only what is properly signed counts: the account is not known before.
/// </summary>
internal sealed class QuotaMiddleware(RequestQuota? quota, TimeProvider time)
{
    private readonly Dictionary<string, TokenBucket> _buckets = quota is null
        ? []
        : EbsRequest.Listings.ToDictionary(operation => operation, _ => new TokenBucket(quota, time));

    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        Exchange.Of(context).Request.Operation is { } operation
        && _buckets.TryGetValue(operation, out TokenBucket? bucket)
        && !bucket.TryTake()
            ? throw EbsErrors.Throttling()
            : next(context);
}
