namespace EbsChangedBlocks.Listing;

/// <summary>Lists a pair with so many requests in flight.</summary>
internal delegate IAsyncEnumerable<BlockPage> ListPair(
    ListingRequest wanted, int parallelism, CancellationToken cancellationToken);

/// <summary>
/// A listing that is wanted: the changed blocks of a pair in [<see cref="StartingBlockIndex"/>, <see
/// cref="EndingBlockIndex"/>).
/// </summary>
internal sealed record ListingRequest(SnapshotPair Pair)
{
    public int StartingBlockIndex { get; init; }

    /// <summary>Exclusive.</summary>
    public int EndingBlockIndex { get; init; } = int.MaxValue;

    /// <summary>
    /// A page token of an earlier response to go on after; the service lets it win over <see
    /// cref="StartingBlockIndex"/>.
    /// </summary>
    public string? NextToken { get; init; }

    /// <summary>Whether to ask for pages before they are wanted.</summary>
    public bool Prefetch { get; init; } = true;

    /// <summary>Whether the blocks' tokens are of use; without them a page is a small thing to keep.</summary>
    public bool WantsTokens { get; init; } = true;

    public int MaxResults { get; init; } = PageRequest.HighestMaxResults;

    /// <exception cref="EbsChangedBlocksException">There can be no such listing.</exception>
    public void Check()
    {
        if (Pair.First == Pair.Second)
        {
            throw new EbsChangedBlocksException(
                FailureKind.SameSnapshot, $"{Pair.First} is given as first and as second snapshot.");
        }

        // An empty list would read as a stretch without changes.
        if (EndingBlockIndex < StartingBlockIndex)
        {
            throw new EbsChangedBlocksException(
                FailureKind.BlockRangeInvalid,
                $"The range of {Pair} ends at block {EndingBlockIndex}, before it starts at {StartingBlockIndex}.");
        }
    }
}
