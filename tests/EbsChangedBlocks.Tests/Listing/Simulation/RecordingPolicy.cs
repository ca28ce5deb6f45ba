using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Listing.Speculation;

namespace EbsChangedBlocks.Tests.Listing.Simulation;

/// <summary>Looks where it is told to, one place after the other, and keeps what it is told.</summary>
internal sealed class RecordingPolicy(params int[] starts) : ILookAheadPolicy
{
    private readonly Queue<int> _starts = new(starts);

    public List<string> Told { get; } = [];

    public bool Continues(RangeList ranges, int index)
    {
        ListedRange range = ranges[index];
        return !range.IsInFlight && !range.IsDone && range.IsAnchored && (index + 1 == ranges.Count || ranges[index + 1].Start > range.Reached + 1);
    }

    public LookAhead? Next(RangeList ranges, Load load)
    {
        for (int i = 1; i < ranges.Count; i++)
        {
            if (!ranges[i].IsResting && Continues(ranges, i))
                return new(ranges[i]);
        }

        if (!_starts.TryDequeue(out int start))
            return null;

        int left = 0;
        while (left + 1 < ranges.Count && ranges[left + 1].Start < start)
            left++;

        return new(ranges[left], start);
    }

    public void Answered(RangeList ranges, ListedRange range, BlockPage page)
    {
    }

    public void AnsweredInVain() => Told.Add("in vain");

    public void ProbeFailed(ListedRange left, ListedRange probe) => Told.Add($"{probe.Start} failed");

    public void Joined(ListedRange left, ListedRange right) => Told.Add($"{left.Start} joined {right.Start}");

    public void Overtaken(ListedRange range) => Told.Add($"{range.Start} overtaken");
}
