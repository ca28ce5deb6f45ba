namespace EbsChangedBlocks.Listing.Ahead;

/// <summary>
/// Bounds the memory of a listing: what is not taken stops the requests. A request in flight counts as a full page.
/// </summary>
/// <param name="Parallelism">Requests in flight; 1 or more.</param>
/// <param name="PageSize">The most blocks in a page.</param>
internal readonly record struct Backpressure(int Parallelism, int PageSize)
{
    /// <summary>
    /// Pages that may wait beside the requests in flight. With fewer, volumes that change in runs are slower (4 pages:
    /// by a tenth); 14 gain a tenth there, and nothing elsewhere.
    /// </summary>
    private const int SparePages = 8;

    /// <summary>
    /// Blocks that may wait or be awaited. The head alone may go beyond it, by one page, so that nothing can wait for
    /// ever.
    /// </summary>
    public int Capacity => (Parallelism + SparePages) * PageSize;

    /// <summary>
    /// Whether the head's next page may be asked for: one beyond the capacity, so that the chains behind it cannot keep
    /// it from going on, and no more than a page to take and one to follow. Where nothing is under way and nothing
    /// there to take it always may: pages larger than asked for may have filled all room, which the head alone can
    /// empty.
    /// </summary>
    public bool FitsHead(int waitingBlocks, int inFlight, int readyBlocks) =>
        (inFlight == 0 && readyBlocks == 0)
        || (readyBlocks < 2 * PageSize && waitingBlocks + ((long)PageSize * inFlight) <= Capacity);

    /// <summary>Whether a page ahead of the head may be asked for.</summary>
    public bool FitsAhead(int waitingBlocks, int inFlight) => waitingBlocks + (PageSize * (inFlight + 1L)) <= Capacity;
}
