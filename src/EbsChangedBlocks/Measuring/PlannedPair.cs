using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Measuring;

/// <summary>A pair to measure. Without a first snapshot the second is measured whole.</summary>
/// <param name="First">What is known of the first snapshot.</param>
/// <param name="Second">What is known of the second snapshot.</param>
/// <param name="ContinuesPrevious">
/// Whether it goes on where the planned pair before it ended: that one's second snapshot is this one's first.
/// </param>
internal sealed record PlannedPair(SnapshotInfo? First, SnapshotInfo Second, bool ContinuesPrevious = false)
{
    public SnapshotPair Pair => new(First?.Id, Second.Id);
}
