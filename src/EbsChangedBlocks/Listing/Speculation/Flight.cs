using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Listing.Speculation;

/// <summary>A request on its way.</summary>
/// <param name="Range">The range that it was sent for.</param>
/// <param name="Request">The request: due if it was the head's when it was sent. Only then its failure is one of the listing.</param>
/// <param name="Permit">Leave to send it.</param>
internal sealed record Flight(ListedRange Range, PageRequest Request, RequestPermit Permit);
