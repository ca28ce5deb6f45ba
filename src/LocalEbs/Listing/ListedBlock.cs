namespace LocalEbs.Listing;

/// <summary>An entry of a page.</summary>
internal readonly record struct ListedBlock(int Index, BlockState State)
{
    public bool IsInFirst => State is BlockState.Removed or BlockState.Modified;

    public bool IsInSecond => State is BlockState.Added or BlockState.Modified;
}
