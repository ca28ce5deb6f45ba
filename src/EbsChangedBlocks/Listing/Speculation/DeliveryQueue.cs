using System.Diagnostics.CodeAnalysis;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Listing.Speculation;

/// <summary>Pages on their way to the consumer, in order, and the count of the requests that gave none.</summary>
internal sealed class DeliveryQueue
{
    private readonly Queue<BlockPage> _pages = new();
    private RequestCost _unseen;

    public int Count => _pages.Count;

    /// <summary>Blocks that wait to be taken.</summary>
    public int Blocks { get; private set; }

    /// <summary>
    /// A page with nothing new tells a waiting consumer that the listing goes on; where there is more to take, only its cost counts.
    /// </summary>
    public void Deliver(BlockPage page)
    {
        if (page.Blocks.Count == 0 && _pages.Count > 0)
        {
            Discard(page);
            return;
        }

        _pages.Enqueue(Charge(page));
        Blocks += page.Blocks.Count;
    }

    public void Discard(BlockPage page) => _unseen += page.Cost;

    /// <summary>Counts requests that were never answered with a page.</summary>
    public void CountUnanswered(int requests) => _unseen += new RequestCost(requests);

    /// <summary>Ends the listing with an empty page if something is left to be told.</summary>
    public void Finish(BlockPage last)
    {
        if (_unseen.Requests > 0)
        {
            _pages.Enqueue(last with { Blocks = [], NextToken = null, Cost = _unseen });
        }
    }

    public bool TryTake([NotNullWhen(true)] out BlockPage? page)
    {
        bool taken = _pages.TryDequeue(out page);
        Blocks -= page?.Blocks.Count ?? 0;
        return taken;
    }

    private BlockPage Charge(BlockPage page)
    {
        BlockPage charged = page with { Cost = page.Cost + _unseen };
        _unseen = default;
        return charged;
    }
}
