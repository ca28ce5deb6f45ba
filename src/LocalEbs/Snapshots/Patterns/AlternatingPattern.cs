namespace LocalEbs.Snapshots.Patterns;

/// <summary>So many blocks in, so many out, and again, from block 0 on.</summary>
internal sealed class AlternatingPattern(int blocksIn, int blocksOut) : BlockPattern
{
    public override bool Contains(int index, out int end)
    {
        long period = (long)blocksIn + blocksOut;
        long start = index / period * period;
        bool contained = index < start + blocksIn;
        end = (int)Math.Min(int.MaxValue, contained ? start + blocksIn : start + period);
        return contained;
    }
}
