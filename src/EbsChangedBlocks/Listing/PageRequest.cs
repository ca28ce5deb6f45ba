using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Listing;

/// <summary>
/// One request for a page. The service lets <paramref name="NextToken"/> win over <paramref
/// name="StartingBlockIndex"/>; a request carries the one that it means.
/// </summary>
internal sealed record PageRequest(
    SnapshotPair Pair, int MaxResults, int? StartingBlockIndex = null, string? NextToken = null)
{
    /// <summary>The smallest number of written blocks that a page may be asked to scan.</summary>
    public const int LowestMaxResults = 100;

    /// <summary>
    /// The largest number of written blocks that a page may be asked to scan, and what is asked for unless told
    /// otherwise.
    /// </summary>
    public const int HighestMaxResults = 10_000;

    /// <summary>Whether the blocks' tokens are of use; without them a page is a small thing to keep.</summary>
    public bool WantsTokens { get; init; } = true;

    /// <summary>How soon the page is wanted.</summary>
    public RequestPriority Priority { get; init; }
}
