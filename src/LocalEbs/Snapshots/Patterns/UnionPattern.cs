namespace LocalEbs.Snapshots.Patterns;

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
