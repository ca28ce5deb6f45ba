using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Listing.Speculation;

namespace EbsChangedBlocks.Tests.Listing.Simulation;

/// <summary>Looks anywhere, and goes on or waits as it likes.</summary>
internal sealed class RandomPolicy(int seed) : ILookAheadPolicy
{
    private readonly Random _random = new(seed);

    public bool Continues(RangeList ranges, int index)
    {
        ListedRange range = ranges[index];
        return !range.IsInFlight && !range.IsDone && range.IsAnchored && _random.Next(3) > 0;
    }

    public LookAhead? Next(RangeList ranges, Load load)
    {
        int index = _random.Next(ranges.Count);
        if (index > 0 && Continues(ranges, index))
            return new(ranges[index]);

        long from = ranges[index].Start + 1;
        long to = index + 1 < ranges.Count ? ranges[index + 1].Start : ranges.EndHint + 3;
        return from < to && ranges.Count < 100 && _random.Next(3) > 0 ? new(ranges[index], (int)_random.NextInt64(from, to)) : null;
    }

    public void Answered(RangeList ranges, ListedRange range, BlockPage page)
    {
    }

    public void AnsweredInVain()
    {
    }

    public void ProbeFailed(ListedRange left, ListedRange probe)
    {
    }

    public void Joined(ListedRange left, ListedRange right)
    {
    }

    public void Overtaken(ListedRange range)
    {
    }
}
