namespace EbsChangedBlocks.Measuring;

/// <summary>Snapshots of one volume, oldest first: each is measured against the one before it.</summary>
internal sealed record Chain(IReadOnlyList<SnapshotInfo> Snapshots);
