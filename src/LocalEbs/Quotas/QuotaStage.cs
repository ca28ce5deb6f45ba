using LocalEbs.Http;

namespace LocalEbs.Quotas;

/// <summary>
/// Throttles listings beyond the quota. Only what is properly signed counts: the account is not known before.
/// </summary>
internal sealed class QuotaStage(RequestQuota? quota, TimeProvider time) : IStage
{
    private readonly Dictionary<string, TokenBucket> _buckets = quota is null
        ? []
        : EbsRequest.Listings.ToDictionary(operation => operation, _ => new TokenBucket(quota, time));

    public Task InvokeAsync(Exchange exchange, Func<Exchange, Task> next) =>
        exchange.Request.Operation is { } operation
        && _buckets.TryGetValue(operation, out TokenBucket? bucket)
        && !bucket.TryTake()
            ? throw ThrottleErrors.Throttling()
            : next(exchange);
}
