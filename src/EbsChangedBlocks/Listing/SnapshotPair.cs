namespace EbsChangedBlocks.Listing;

/// <summary>
/// The two snapshots that are compared: what differs is listed as seen from <paramref name="First"/> to
/// <paramref name="Second"/>. Without a first one the second is listed whole, every block of it as added.
/// </summary>
internal sealed record SnapshotPair(string? First, string Second)
{
    public override string ToString() => First is null ? $"{Second} (whole)" : $"{First} -> {Second}";
}
