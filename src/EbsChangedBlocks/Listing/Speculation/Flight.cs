namespace EbsChangedBlocks.Listing.Speculation;

/// <summary>A request on its way.</summary>
/// <param name="Range">The range that it was sent for.</param>
/// <param name="Request">The request.</param>
/// <param name="IsDue">Whether it was the head's when it was sent: only then its failure is one of the listing.</param>
internal sealed record Flight(ListedRange Range, PageRequest Request, bool IsDue);
