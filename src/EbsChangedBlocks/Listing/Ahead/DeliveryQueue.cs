using System.Diagnostics.CodeAnalysis;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Listing.Ahead;

/// <summary>
/// Pages on their way to the consumer, and the cost of the requests that gave none. It is the one filter that all
/// output passes: what it lets through is ascending and unique, however much chains overlap.
/// </summary>
/// <param name="start">Where the listing begins.</param>
internal sealed class DeliveryQueue(int start)
{
    private readonly Queue<BlockPage> _pages = new();
    private RequestCost _untold;

    /// <summary>The first index that has not been let through.</summary>
    public int Watermark { get; private set; } = start;

    public bool IsEmpty => _pages.Count == 0;

    /// <summary>Blocks that wait to be taken.</summary>
    public int ReadyBlocks { get; private set; }

    /// <summary>
    /// Lets through what is new in a page, whose own blocks ascend. A page with nothing new tells a waiting consumer
    /// that the listing goes on; where there is more to take, only its cost counts.
    /// </summary>
    public void Deliver(BlockPage page)
    {
        BlockPage fresh = page.Within(Watermark, long.MaxValue);
        if (fresh.Blocks.Count > 0)
        {
            Watermark = fresh.Blocks[^1].Index + 1;
        }
        else if (_pages.Count > 0)
        {
            Discard(page);
            return;
        }

        Enqueue(fresh);
    }

    public void Discard(BlockPage page) => _untold += page.Cost;

    /// <summary>Counts requests that were never answered with a page.</summary>
    public void CountUnanswered(int requests) => _untold += new RequestCost(requests);

    /// <summary>Ends the listing with an empty page if something is left to be told.</summary>
    public void Finish(BlockPage last)
    {
        if (_untold.Requests > 0)
        {
            Enqueue(last with { Blocks = [], NextToken = null, Cost = default });
        }
    }

    public bool TryTake([NotNullWhen(true)] out BlockPage? page)
    {
        bool isTaken = _pages.TryDequeue(out page);
        ReadyBlocks -= page?.Blocks.Count ?? 0;
        return isTaken;
    }

    private void Enqueue(BlockPage page)
    {
        _pages.Enqueue(page with { Cost = page.Cost + _untold });
        _untold = default;
        ReadyBlocks += page.Blocks.Count;
    }
}
