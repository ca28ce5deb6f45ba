namespace EbsChangedBlocks.Listing;

/// <summary>Where pages come from. The one thing that a listing needs from outside.</summary>
internal interface IPageSource
{
    /// <exception cref="ListingException">The page cannot be had.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired.</exception>
    Task<BlockPage> GetPageAsync(PageRequest request, CancellationToken cancellationToken);
}
