namespace LocalEbs.Snapshots.Patterns;

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
