namespace EbsChangedBlocks.Listing.Ahead;

/// <summary>What became of chains.</summary>
internal abstract record ChainEvent
{
    /// <summary>A page came for a chain.</summary>
    /// <param name="Chain">The chain, which has taken it in.</param>
    /// <param name="Page">The page.</param>
    /// <param name="ListedThrough">How far the chain had listed before.</param>
    /// <param name="EmptyPages">How many of its pages since then had been empty before.</param>
    public sealed record Answered(Chain Chain, BlockPage Page, long ListedThrough, int EmptyPages) : ChainEvent;

    /// <summary>An answer came for a chain that nobody needs any more.</summary>
    public sealed record AnsweredInVain : ChainEvent;

    /// <summary>A chain began somewhere behind another.</summary>
    public sealed record Began(Chain Left, Chain Probe) : ChainEvent;

    /// <summary>A chain began where nothing can be known; it is gone.</summary>
    public sealed record ProbeFailed(Chain Left, Chain Probe) : ChainEvent;

    /// <summary>A chain came up to another behind it, which goes on for both.</summary>
    public sealed record Joined(Chain Left, Chain Right) : ChainEvent;

    /// <summary>A chain turned out to repeat what others list; it is gone.</summary>
    public sealed record Overtaken(Chain Chain) : ChainEvent;
}

/// <summary>
/// Makes one complete, ascending and unique list of chains that began at different places and overlap as it happens.
/// The first chain, the head, is delivered; the next becomes the head only when the head has come up to its start.
/// Without time, without I/O, and right wherever chains begin.
/// </summary>
/// <param name="start">Where the listing begins.</param>
/// <param name="end">Where it ends, exclusive.</param>
internal sealed class ChainList(int start, long end)
{
    private readonly List<Chain> _chains = [new(start, ChainState.Anchored, null)];
    private BlockPage? _first;

    public Chain Head => _chains[0];

    public int Count => _chains.Count;

    public Chain this[int index] => _chains[index];

    public long End => end;

    public DeliveryQueue Delivery { get; } = new(start);

    /// <summary>Blocks that wait for the chains before them.</summary>
    public int HeldBlocks { get; private set; }

    /// <summary>Blocks that were answered and not yet taken by the consumer.</summary>
    public int WaitingBlocks => HeldBlocks + Delivery.ReadyBlocks;

    public bool IsComplete => Head.IsDone;

    /// <summary>Begins a chain behind <paramref name="left"/>.</summary>
    public ChainEvent.Began Begin(Chain left, int start)
    {
        int index = _chains.IndexOf(left) + 1;
        if (index == 0 || start <= left.Start || (index < Count && start >= _chains[index].Start))
        {
            throw new InvalidOperationException($"A chain at {start} would be out of order.");
        }

        var probe = new Chain(start, ChainState.Probe, _first);
        _chains.Insert(index, probe);
        return new(left, probe);
    }

    /// <summary>Takes in the answer to a chain's request.</summary>
    /// <exception cref="EbsChangedBlocksException">The page cannot be right.</exception>
    public IReadOnlyList<ChainEvent> Accept(Chain chain, BlockPage page)
    {
        if (chain.State == ChainState.Removed)
        {
            Delivery.Discard(page);
            return [new ChainEvent.AnsweredInVain()];
        }

        List<ChainEvent> events = [new ChainEvent.Answered(chain, page, chain.ListedThrough, chain.EmptyPages)];
        _first ??= page with { Blocks = [] };
        HeldBlocks += chain.Take(page, end);
        if (page.Blocks.Count == 0)
        {
            Note(chain, page);
        }

        RemoveIfFailed(chain, events);
        Settle(events);
        return events;
    }

    /// <summary>
    /// Takes in that a chain's request failed. A chain that nobody needs yet just does without, until it is the head.
    /// </summary>
    public IReadOnlyList<ChainEvent> Fail(Chain chain, EbsChangedBlocksException failure)
    {
        Delivery.CountUnanswered(1);
        chain.Fail(failure);
        if (chain.State == ChainState.Removed)
        {
            return [new ChainEvent.AnsweredInVain()];
        }

        List<ChainEvent> events = [];
        RemoveIfFailed(chain, events);
        Settle(events);
        return events;
    }

    private void Note(Chain chain, BlockPage page)
    {
        if (chain == Head)
        {
            Delivery.Deliver(page);
        }
        else
        {
            Delivery.Discard(page);
        }
    }

    /// <summary>
    /// A chain without a block of its own proves nothing, unless the one before it has come up to it.
    /// </summary>
    private void RemoveIfFailed(Chain chain, List<ChainEvent> events)
    {
        if (chain.IsAnchored)
        {
            return;
        }

        Chain left = _chains[_chains.IndexOf(chain) - 1];
        if (left.ListedThrough + 1 < chain.Start)
        {
            Remove(chain);
            events.Add(new ChainEvent.ProbeFailed(left, chain));
        }
    }

    /// <summary>
    /// Where chains have come to overlap, one goes on and the others end. Chains that are not neighbours may do so too:
    /// many starts in one unwritten stretch give one page.
    /// </summary>
    private void Settle(List<ChainEvent> events)
    {
        for (int i = 0; i < _chains.Count; i++)
        {
            if (_chains[i].IsAnchored)
            {
                Settle(i, events);
            }
        }

        Deliver();
    }

    private void Settle(int index, List<ChainEvent> events)
    {
        Chain left = _chains[index];
        int behind = index + 1;
        while (behind < Count && _chains[behind].Start <= left.ListedThrough + 1)
        {
            behind++;
        }

        if (behind == index + 1)
        {
            return;
        }

        List<Chain> overlapping = _chains.GetRange(index + 1, behind - index - 1);
        Chain? furthest = overlapping.Where(left.HandsOverTo).OrderBy(chain => chain.ListedThrough).LastOrDefault();
        foreach (Chain chain in overlapping.TakeWhile(chain => chain != furthest))
        {
            if (furthest is not null || !chain.IsInFlight)
            {
                Remove(chain);
                events.Add(new ChainEvent.Overtaken(chain));
            }
        }

        if (furthest?.Join() is true)
        {
            events.Add(new ChainEvent.Joined(left, furthest));
        }
    }

    private void Deliver()
    {
        while (true)
        {
            while (Head.Pages.TryDequeue(out BlockPage? page))
            {
                HeldBlocks -= page.Blocks.Count;
                Delivery.Deliver(page);
            }

            while (Head.IsDone && Count > 1)
            {
                Remove(_chains[^1]);
            }

            if (Count == 1 || !Head.HandsOverTo(_chains[1]))
            {
                return;
            }

            Remove(Head);
        }
    }

    private void Remove(Chain chain)
    {
        _chains.Remove(chain);
        chain.Remove();
        while (chain.Pages.TryDequeue(out BlockPage? page))
        {
            HeldBlocks -= page.Blocks.Count;
            Delivery.Discard(page);
        }
    }
}
