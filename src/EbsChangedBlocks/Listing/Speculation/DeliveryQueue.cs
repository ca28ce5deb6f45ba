using System.Diagnostics.CodeAnalysis;

namespace EbsChangedBlocks.Listing.Speculation;

/// <summary>Pages on their way to the consumer, in order, and the count of the requests that gave none.</summary>
internal sealed class DeliveryQueue
{
    private readonly Queue<BlockPage> _pages = new();
    private (int Requests, int Retries, int Throttles) _unseen;

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

    public void Discard(BlockPage page)
    {
        _unseen.Requests += page.Requests;
        _unseen.Retries += page.Retries;
        _unseen.Throttles += page.Throttles;
    }

    /// <summary>Counts requests that were never answered with a page.</summary>
    public void CountUnanswered(int requests) => _unseen.Requests += requests;

    /// <summary>Ends the listing with an empty page if something is left to be told.</summary>
    public void Finish(BlockPage last)
    {
        if (_unseen.Requests > 0)
        {
            _pages.Enqueue(last with { Blocks = [], NextToken = null, Requests = _unseen.Requests, Retries = _unseen.Retries, Throttles = _unseen.Throttles });
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
        if (_unseen.Requests == 0)
            return page;

        BlockPage charged = page with
        {
            Requests = page.Requests + _unseen.Requests,
            Retries = page.Retries + _unseen.Retries,
            Throttles = page.Throttles + _unseen.Throttles,
        };
        _unseen = default;
        return charged;
    }
}
