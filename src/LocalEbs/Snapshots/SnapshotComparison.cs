namespace LocalEbs.Snapshots;

/// <summary>Walks the blocks that are written in either of two snapshots, or in one alone, in index order.</summary>
internal sealed record SnapshotComparison(ISnapshot? First, ISnapshot Second)
{
    /// <summary>The first block at or after an index that is written in either; <see cref="int.MaxValue"/> if there is none.</summary>
    public int NextWritten(int index) => Math.Min(First?.NextWritten(index) ?? int.MaxValue, Second.NextWritten(index));

    /// <summary>Where a written block is, and whether it differs.</summary>
    public (bool InFirst, bool InSecond, bool Differs) At(int index)
    {
        bool inFirst = First?.NextWritten(index) == index;
        bool inSecond = Second.NextWritten(index) == index;
        return (inFirst, inSecond, inFirst != inSecond || First!.ContentOf(index) != Second.ContentOf(index));
    }
}
