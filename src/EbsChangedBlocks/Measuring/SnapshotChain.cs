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
