namespace EbsChangedBlocks.Measuring;

/// <summary>Snapshots of one volume, oldest first: each is measured against the one before it.</summary>
internal sealed record Chain(IReadOnlyList<SnapshotInfo> Snapshots)
{
    /// <param name="includeBaseline">Whether the first snapshot is measured too, whole.</param>
    public IEnumerable<PlannedPair> Pairs(bool includeBaseline)
    {
        if (includeBaseline)
            yield return new PlannedPair(null, Snapshots[0]);

        for (int second = 1; second < Snapshots.Count; second++)
            yield return new PlannedPair(Snapshots[second - 1], Snapshots[second], GoesOn: includeBaseline || second > 1);
    }
}
