using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Reading;

namespace EbsChangedBlocks.Aws;

/// <summary>What was asked of the service, as messages about it say.</summary>
/// <param name="Doing">What it was for.</param>
/// <param name="What">What it was about.</param>
/// <param name="Permission">What it takes on each of the snapshots.</param>
/// <param name="Snapshots">Their ids.</param>
internal sealed record Asked(string Doing, string What, string Permission, params string[] Snapshots)
{
    public static Asked ToList(SnapshotPair pair) => pair.First is null
        ? new("listing", pair.ToString(), "ebs:ListSnapshotBlocks", pair.Second)
        : new("listing", pair.ToString(), "ebs:ListChangedBlocks", pair.First, pair.Second);

    public static Asked ToRead(BlockRequest block) =>
        new("reading", block.ToString(), "ebs:GetSnapshotBlock", block.SnapshotId);

    public override string ToString() => What;
}
