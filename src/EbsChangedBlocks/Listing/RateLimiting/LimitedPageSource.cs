namespace EbsChangedBlocks.Listing.RateLimiting;

/// <summary>
/// Sends each request when its turn has come, and passes throttles on to all who share the limiter. It stands inside the retry loop, so
/// that every try counts: the first one may bring a permit with it, each further one gets its own.
/// </summary>
internal sealed class LimitedPageSource(IPageSource inner, RequestLimiter limiter) : IPageSource
{
    public async Task<BlockPage> GetPageAsync(PageRequest request, CancellationToken cancellationToken)
    {
        if (request.Permit?.TryUse() is not true)
            (await limiter.AcquireAsync(request.Permit?.Priority ?? RequestPriority.Due, cancellationToken).ConfigureAwait(false)).TryUse();

        try
        {
            return await inner.GetPageAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (ListingException failure) when (failure.Failure == ListingFailure.Throttled)
        {
            limiter.BackOff();
            throw;
        }
    }
}
