namespace EbsChangedBlocks.Measuring;

/// <summary>A pair that was measured, or why it could not be.</summary>
/// <param name="Planned">The pair.</param>
/// <param name="Fold">Its figures.</param>
/// <param name="Reclaimable">
/// What it tells about the blocks that one snapshot alone holds, where that was wanted.
/// </param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Failure">Why it could not be measured; null where it was.</param>
/// <param name="EmptySnapshotId">
/// The one that the service called empty, so that the whole of the other was counted; null where there was none such.
/// </param>
internal sealed record MeasuredPair(
    PlannedPair Planned,
    DeltaFold Fold,
    ReclaimableSets? Reclaimable,
    TimeSpan Elapsed,
    EbsChangedBlocksException? Failure,
    string? EmptySnapshotId);
