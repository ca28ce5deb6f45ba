namespace LocalEbs.Snapshots.Patterns;

/// <summary>The blocks from <paramref name="start"/> up to, but not including, <paramref name="stop"/>.</summary>
internal sealed class RangePattern(int start, int stop) : BlockPattern
{
    public override bool Contains(int index, out int end)
    {
        end = index < start ? start : index < stop ? stop : int.MaxValue;
        return index >= start && index < stop;
    }
}
