using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Listing;

/// <summary>Where pages come from, by one try each.</summary>
internal interface IPageSource
{
    /// <exception cref="EbsChangedBlocksException">The page cannot be had.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired.</exception>
    Task<BlockPage> GetPageAsync(PageRequest request, CancellationToken cancellationToken);
}

/// <summary>Pages by as many tries as it takes.</summary>
internal static class PageSourceExtensions
{
    /// <returns>The page with what it cost.</returns>
    public static async Task<BlockPage> GetPageAsync(
        this IPageSource source,
        PageRequest request,
        RequestRunner requests,
        RequestPermit? permit,
        CancellationToken cancellationToken)
    {
        (BlockPage page, RequestCost cost) = await requests
            .RunAsync(
                attempt => source.GetPageAsync(request, attempt.Ended), request.Priority, permit, cancellationToken)
            .ConfigureAwait(false);
        return page with { Cost = cost };
    }
}
