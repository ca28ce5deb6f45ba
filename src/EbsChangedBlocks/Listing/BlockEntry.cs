namespace EbsChangedBlocks.Listing;

/// <summary>One changed block as the service lists it. A missing token means that the block is not in that snapshot.</summary>
internal readonly record struct BlockEntry(int Index, string? FirstToken, string? SecondToken)
{
    public ChangeType ChangeType => ChangeTypes.Of(FirstToken is not null, SecondToken is not null);
}
