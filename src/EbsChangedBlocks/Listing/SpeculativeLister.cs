using System.Runtime.CompilerServices;
using EbsChangedBlocks.Listing.Speculation;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Listing;

/// <summary>
/// Lists one pair with many requests in flight: some of them ahead of what is listed so far, at places where the list is likely to go on.
/// </summary>
internal static class SpeculativeLister
{
    /// <summary>
    /// Requests in flight unless told otherwise. The default rate times the slowest latency, 0.4 s, asks for 16; 8 are as fast below 0.2 s,
    /// and 32 gain a twentieth for 16 more pages of memory.
    /// </summary>
    public const int DefaultParallelism = 16;

    /// <summary>The same pages' worth of blocks as <see cref="SerialLister.ListAsync"/> gives: ascending, complete, each once.</summary>
    /// <param name="source">Where pages come from.</param>
    /// <param name="wanted">What to list. A listing that goes on after a page token, or may not run ahead of its consumer, is a serial one.</param>
    /// <param name="requests">Sends the requests.</param>
    /// <param name="parallelism">Requests in flight, 1 or more. With 1 the requests are those of a serial listing.</param>
    /// <param name="cancellationToken">Ends the listing, and what is in flight.</param>
    /// <exception cref="ListingException">The listing cannot go on; everything before its <see cref="ListingException.NextBlockIndex"/> has been given.</exception>
    public static IAsyncEnumerable<BlockPage> ListAsync(
        IPageSource source, ListingRequest wanted, RequestRunner requests, int parallelism, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallelism, 1);
        if (wanted.Pair.First == wanted.Pair.Second)
            throw new ListingException(ListingFailure.SameSnapshot, $"{wanted.Pair.First} is given as first and as second snapshot.");

        // An empty list would read as a stretch without changes.
        if (wanted.EndingBlockIndex < wanted.StartingBlockIndex)
            throw new ListingException(ListingFailure.BlockRangeInvalid, $"The range of {wanted.Pair} ends at block {wanted.EndingBlockIndex}, before it starts at {wanted.StartingBlockIndex}.");

        return wanted.NextToken is not null || !wanted.Prefetch
            ? SerialLister.ListAsync(source, wanted, requests, cancellationToken)
            : ListAheadAsync(source, wanted, requests, parallelism, cancellationToken);
    }

    private static async IAsyncEnumerable<BlockPage> ListAheadAsync(
        IPageSource source, ListingRequest wanted, RequestRunner requests, int parallelism, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (wanted.StartingBlockIndex >= wanted.EndingBlockIndex)
            yield break;

        var limits = new ListingLimits(parallelism, wanted.MaxResults);
        // The same seed for all: a listing that is run again makes the same choices.
        var policy = new LookAheadPolicy(limits, new Random(0));
        var listing = new SpeculativeListing(source, wanted, requests, limits, policy, cancellationToken);
        await using (listing.ConfigureAwait(false))
        {
            while (await listing.NextAsync().ConfigureAwait(false) is BlockPage page)
                yield return page;
        }
    }
}
