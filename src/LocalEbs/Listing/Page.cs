namespace LocalEbs.Listing;

/// <summary>What one response of a listing says.</summary>
internal sealed record Page(
    SnapshotPair Pair, List<ListedBlock> Blocks, DateTimeOffset Expiry, string? NextToken);

/// <summary>An entry of a page.</summary>
internal readonly record struct ListedBlock(int Index, BlockState State)
{
    public bool IsInFirst => State is BlockState.Removed or BlockState.Modified;

    public bool IsInSecond => State is BlockState.Added or BlockState.Modified;
}

/// <summary>How a block of the second snapshot stands to the same block of the first.</summary>
internal enum BlockState : byte
{
    Unwritten,
    Unchanged,
    Added,
    Removed,
    Modified,
}
