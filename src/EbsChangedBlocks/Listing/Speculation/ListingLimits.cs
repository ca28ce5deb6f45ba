namespace EbsChangedBlocks.Listing.Speculation;

/// <summary>How much a listing may have under way.</summary>
/// <param name="Parallelism">Requests in flight; 1 or more.</param>
/// <param name="PageSize">The most blocks in a page.</param>
internal readonly record struct ListingLimits(int Parallelism, int PageSize)
{
    /// <summary>
    /// Pages that may wait beside the requests in flight. With fewer, volumes that change in runs are slower (4 pages: by a tenth); 14 gain
    /// a tenth there, and nothing elsewhere.
    /// </summary>
    private const int SparePages = 8;

    /// <summary>
    /// Blocks that may be held or awaited. The head alone may go beyond it, by one page, so that nothing can wait for ever.
    /// </summary>
    public int Blocks => (Parallelism + SparePages) * PageSize;

    /// <summary>Blocks that wait for the consumer while the head goes on: a page to take and one to follow.</summary>
    public int ReadyBlocks => 2 * PageSize;
}
