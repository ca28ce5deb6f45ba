namespace LocalEbs.Listing;

/// <summary>How a block of the second snapshot stands to the same block of the first.</summary>
internal enum BlockState : byte
{
    Unwritten,
    Unchanged,
    Added,
    Removed,
    Modified,
}
