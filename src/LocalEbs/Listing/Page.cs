namespace LocalEbs.Listing;

/// <summary>What one response of a listing says.</summary>
internal sealed record Page(
    SnapshotPair Pair, List<ListedBlock> Blocks, DateTimeOffset Expiry, string? NextToken);
