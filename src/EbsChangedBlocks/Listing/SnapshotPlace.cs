namespace EbsChangedBlocks.Listing;

/// <summary>
/// Where snapshots are, and as whom they are asked for. Null is what the environment says, as for a call that names
/// neither.
/// </summary>
internal sealed record SnapshotPlace(string? Region, string? ProfileName)
{
    public override string ToString() => string.Join(
        ", ",
        new[] { Region, ProfileName is null ? null : $"profile {ProfileName}" }.Where(part => part is not null));
}
