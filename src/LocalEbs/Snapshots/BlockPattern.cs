using LocalEbs.Numerics;

namespace LocalEbs.Snapshots;

/// <summary>A set of block indexes that is computed, not stored.</summary>
internal abstract class BlockPattern
{
    /// <summary>Whether the set holds an index.</summary>
    /// <param name="index">The index asked about.</param>
    /// <param name="end">An index up to which (exclusive) the answer stays the same; it may stay so for longer.</param>
    public abstract bool Contains(int index, out int end);
}

/// <summary>The blocks from <paramref name="start"/> up to, but not including, <paramref name="stop"/>.</summary>
internal sealed class RangePattern(int start, int stop) : BlockPattern
{
    public override bool Contains(int index, out int end)
    {
        end = index < start ? start : index < stop ? stop : int.MaxValue;
        return index >= start && index < stop;
    }
}

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

/// <summary>Each run of blocks, aligned to its length, is in or out as its number and the key decide.</summary>
internal sealed class ScatteredPattern(double share, int run, ulong key) : BlockPattern
{
    // Far enough to pass over sparse patterns quickly, near enough to cost little where another pattern cuts it short.
    private const int LookAhead = 64;

    private readonly ulong _threshold = SplitMix.Threshold(share);

    public override bool Contains(int index, out int end)
    {
        int number = index / run;
        bool contained = IsIn(number);
        int next = number + 1;
        while (next <= number + LookAhead && IsIn(next) == contained)
        {
            next++;
        }

        end = (int)Math.Min(int.MaxValue, (long)next * run);
        return contained;
    }

    private bool IsIn(int number) => SplitMix.At(key, number) < _threshold;
}

/// <summary>The blocks that are in either of two sets.</summary>
internal sealed class UnionPattern(BlockPattern left, BlockPattern right) : BlockPattern
{
    public override bool Contains(int index, out int end)
    {
        if (left.Contains(index, out end))
        {
            return true;
        }

        bool contained = right.Contains(index, out int rightEnd);
        end = contained ? rightEnd : Math.Min(end, rightEnd);
        return contained;
    }
}

/// <summary>The blocks that are in both of two sets.</summary>
internal sealed class IntersectionPattern(BlockPattern left, BlockPattern right) : BlockPattern
{
    public override bool Contains(int index, out int end)
    {
        // The right side is the coarser one in practice (30%@10%/20000), so that it is asked first.
        if (!right.Contains(index, out end))
        {
            return false;
        }

        bool contained = left.Contains(index, out int leftEnd);
        end = contained ? Math.Min(end, leftEnd) : leftEnd;
        return contained;
    }
}
