using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Measuring;

/// <summary>Snapshots of one volume, oldest first: each is measured against the one before it.</summary>
/// <param name="Snapshots">The snapshots.</param>
/// <param name="IncludesBaseline">Whether the first snapshot is measured too, whole.</param>
internal sealed record SnapshotChain(IReadOnlyList<SnapshotInfo> Snapshots, bool IncludesBaseline)
{
    public IEnumerable<PlannedPair> Pairs
    {
        get
        {
            if (IncludesBaseline)
            {
                yield return new PlannedPair(null, Snapshots[0]);
            }

            for (int second = 1; second < Snapshots.Count; second++)
            {
                bool continues = IncludesBaseline || second > 1;
                yield return new PlannedPair(Snapshots[second - 1], Snapshots[second], continues);
            }
        }
    }
}

/// <summary>A pair to measure. Without a first snapshot the second is measured whole.</summary>
/// <param name="First">What is known of the first snapshot.</param>
/// <param name="Second">What is known of the second snapshot.</param>
/// <param name="ContinuesPrevious">Whether its first snapshot is the second of the pair planned before it.</param>
internal sealed record PlannedPair(SnapshotInfo? First, SnapshotInfo Second, bool ContinuesPrevious = false)
{
    public SnapshotPair Pair => new(First?.Id, Second.Id);

    /// <summary>Where the input says that both are.</summary>
    public SnapshotPlace? Place => Second.Place;
}
