using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Measuring;

/// <summary>A pair that was measured, or why it could not be.</summary>
internal sealed record MeasuredPair(PlannedPair Planned, DeltaFold Fold, ReclaimableSets? Reclaimable, TimeSpan Elapsed, ListingException? Failure);
