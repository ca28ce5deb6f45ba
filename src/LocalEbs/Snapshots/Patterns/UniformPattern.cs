namespace LocalEbs.Snapshots.Patterns;

/// <summary>Every block, or none.</summary>
internal sealed class UniformPattern(bool all) : BlockPattern
{
    public override bool Contains(int index, out int end)
    {
        end = int.MaxValue;
        return all;
    }
}
