using System.Runtime.CompilerServices;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Listing;

/// <summary>Lists one pair page after page, asking for each when it is wanted.</summary>
internal static class PageByPageLister
{
    /// <summary>
    /// Pages in ascending order, cut to the wanted range. Together they hold every changed block of the range once.
    /// </summary>
    /// <exception cref="EbsChangedBlocksException">
    /// The listing cannot go on; everything before its <see cref="EbsChangedBlocksException.NextBlockIndex"/> has been
    /// given.
    /// </exception>
    public static async IAsyncEnumerable<BlockPage> ListAsync(
        IPageSource source,
        ListingRequest wanted,
        RequestRunner requests,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (wanted.StartingBlockIndex >= wanted.EndingBlockIndex)
        {
            yield break;
        }

        var guard = new PageOrderGuard(wanted.NextToken is null ? wanted.StartingBlockIndex : 0);
        var emptyPages = new EmptyPageGuard(wanted.MaxResults, requests.Log);
        PageRequest? request = FirstRequest(wanted);
        while (request is not null)
        {
            Task<BlockPage> pending = source.GetPageAsync(request, requests, permit: null, cancellationToken);
            BlockPage page = await CheckAsync(pending, guard, emptyPages).ConfigureAwait(false);
            request = IsLast(page, wanted)
                ? null
                : request with { StartingBlockIndex = null, NextToken = page.NextToken };
            yield return page.Within(0, wanted.EndingBlockIndex);
        }
    }

    private static PageRequest FirstRequest(ListingRequest wanted) => new(
        wanted.Pair,
        wanted.MaxResults,
        wanted.NextToken is null && wanted.StartingBlockIndex > 0 ? wanted.StartingBlockIndex : null,
        wanted.NextToken)
    {
        WantsTokens = wanted.WantsTokens,
    };

    private static async Task<BlockPage> CheckAsync(
        Task<BlockPage> pending, PageOrderGuard guard, EmptyPageGuard emptyPages)
    {
        try
        {
            BlockPage page = await pending.ConfigureAwait(false);
            guard.Check(page);
            emptyPages.Check(page);
            return page;
        }
        catch (EbsChangedBlocksException failure)
        {
            failure.NextBlockIndex = guard.Next;
            throw;
        }
    }

    private static bool IsLast(BlockPage page, ListingRequest wanted) =>
        page.NextToken is null || (page.Blocks.Count > 0 && page.Blocks[^1].Index >= wanted.EndingBlockIndex - 1);
}
