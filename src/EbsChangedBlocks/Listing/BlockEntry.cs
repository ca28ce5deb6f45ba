namespace EbsChangedBlocks.Listing;

/// <summary>
/// One changed block as the service lists it. A missing token means that the block is not in that snapshot. A token is
/// a string, or a handle to one that <see cref="BlockPage.Tokens"/> makes when somebody wants it.
/// </summary>
internal readonly record struct BlockEntry(int Index, object? FirstToken, object? SecondToken)
{
    public ChangeType ChangeType => ChangeTypes.Of(FirstToken is not null, SecondToken is not null);
}
