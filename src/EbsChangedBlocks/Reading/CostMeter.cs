using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Reading;

/// <summary>What reading has cost so far: it adds up, and the difference of two is what was between them.</summary>
/// <param name="Lists">The list requests.</param>
/// <param name="Reads">The requests for blocks.</param>
/// <param name="Blocks">Blocks that were returned, which is what is paid for; those fetched again among them.</param>
internal readonly record struct ReadingCost(RequestCost Lists, RequestCost Reads, long Blocks)
{
    public RequestCost Requests => Lists + Reads;

    public static ReadingCost operator -(ReadingCost one, ReadingCost other) =>
        new(one.Lists - other.Lists, one.Reads - other.Reads, one.Blocks - other.Blocks);

    /// <summary>In US dollars.</summary>
    public decimal Price(Prices prices) => prices.Listing(Lists.Requests) + prices.Reading(Blocks);
}

/// <summary>Adds up what reading costs, on any thread, and ends it before it costs more than it may.</summary>
/// <param name="prices">What requests cost.</param>
/// <param name="maximum">In US dollars.</param>
internal sealed class CostMeter(Prices prices, decimal maximum)
{
    private readonly object _gate = new();
    private ReadingCost _total;

    public Prices Prices => prices;

    public ReadingCost Total
    {
        get
        {
            lock (_gate)
            {
                return _total;
            }
        }
    }

    public void AddLists(RequestCost cost)
    {
        lock (_gate)
        {
            _total = _total with { Lists = _total.Lists + cost };
        }
    }

    public void AddReads(RequestCost cost)
    {
        lock (_gate)
        {
            _total = _total with { Reads = _total.Reads + cost };
        }
    }

    /// <summary>Counts a block before it is asked for: those in flight will have to be paid too.</summary>
    /// <exception cref="EbsChangedBlocksException">It would cost more than it may.</exception>
    public void AddBlock()
    {
        lock (_gate)
        {
            ReadingCost next = _total with { Blocks = _total.Blocks + 1 };
            if (next.Price(prices) > maximum)
            {
                throw new EbsChangedBlocksException(
                    FailureKind.CostLimitReached,
                    FormattableString.Invariant(
                        $"Reading one more block would cost more than the {maximum} US dollars of -MaximumCost."));
            }

            _total = next;
        }
    }

    /// <summary>Takes a block back that was not returned.</summary>
    public void RemoveBlock()
    {
        lock (_gate)
        {
            _total = _total with { Blocks = _total.Blocks - 1 };
        }
    }
}
