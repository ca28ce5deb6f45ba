namespace LocalEbs.Snapshots.Patterns;

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
