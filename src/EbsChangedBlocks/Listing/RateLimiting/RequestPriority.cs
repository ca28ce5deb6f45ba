namespace EbsChangedBlocks.Listing.RateLimiting;

/// <summary>Which requests go first. A lower value goes before a higher one.</summary>
internal enum RequestPriority
{
    /// <summary>Somebody waits for this page.</summary>
    Due,

    /// <summary>The page will be wanted later, or perhaps never.</summary>
    Ahead,
}
