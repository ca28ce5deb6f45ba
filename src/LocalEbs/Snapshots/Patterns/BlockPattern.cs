namespace LocalEbs.Snapshots.Patterns;

/// <summary>A set of block indexes that is computed, not stored.</summary>
internal abstract class BlockPattern
{
    /// <summary>Whether the set holds an index.</summary>
    /// <param name="index">The index asked about.</param>
    /// <param name="end">An index up to which (exclusive) the answer stays the same; it may stay so for longer.</param>
    public abstract bool Contains(int index, out int end);
}
