namespace LocalEbs.Snapshots;

/// <summary>A set of block indexes that is described, not stored, so that one over 64 TiB costs nothing.</summary>
internal abstract record BlockPattern
{
    public abstract bool Contains(int index);

    /// <summary>The first index of the set at or after an index; <see cref="int.MaxValue"/> if there is none below the end.</summary>
    public virtual int Next(int index, int end)
    {
        for (; index < end; index++)
        {
            if (Contains(index))
                return index;
        }

        return int.MaxValue;
    }
}

/// <summary>The indexes in [<paramref name="Start"/>, <paramref name="End"/>).</summary>
internal sealed record RangePattern(int Start, int End) : BlockPattern
{
    public static readonly RangePattern All = new(0, int.MaxValue);
    public static readonly RangePattern None = new(0, 0);

    public override bool Contains(int index) => index >= Start && index < End;

    public override int Next(int index, int end)
    {
        int next = Math.Max(index, Start);
        return next < Math.Min(End, end) ? next : int.MaxValue;
    }
}

/// <summary>A share of all runs of <paramref name="RunLength"/> blocks, scattered by a seed.</summary>
internal sealed record ScatteredPattern(double Share, int RunLength, int Seed) : BlockPattern
{
    private readonly ulong _threshold = Share >= 1 ? ulong.MaxValue : (ulong)(Share * ulong.MaxValue);

    public override bool Contains(int index) => Mix.Hash(Seed, index / RunLength) < _threshold;
}

/// <summary><paramref name="In"/> blocks that belong, then <paramref name="Out"/> that do not, and so on.</summary>
internal sealed record AlternatingPattern(int In, int Out) : BlockPattern
{
    public override bool Contains(int index) => index % (In + Out) < In;

    public override int Next(int index, int end)
    {
        int next = Contains(index) ? index : index - (index % (In + Out)) + In + Out;
        return next < end ? next : int.MaxValue;
    }
}

/// <summary>What is in one set or the other.</summary>
internal sealed record UnionPattern(BlockPattern First, BlockPattern Second) : BlockPattern
{
    public override bool Contains(int index) => First.Contains(index) || Second.Contains(index);

    public override int Next(int index, int end) => Math.Min(First.Next(index, end), Second.Next(index, end));
}
