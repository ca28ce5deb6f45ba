namespace EbsChangedBlocks.Listing;

/// <summary>
/// One changed block as the service lists it. A missing token means that the block is not in that snapshot.
/// </summary>
internal readonly record struct BlockEntry(int Index, BlockToken FirstToken, BlockToken SecondToken)
{
    public BlockEntry(int index, string? firstToken, string? secondToken)
        : this(index, new BlockToken(firstToken), new BlockToken(secondToken))
    {
    }

    public ChangeType ChangeType => ChangeTypes.Of(FirstToken.IsPresent, SecondToken.IsPresent);
}
