using LocalEbs.Snapshots;

namespace LocalEbs.Listing;

/// <summary>
/// Two snapshots, compared block by block. Without a first one every written block of the second counts as added, which
/// is what ListSnapshotBlocks lists.
/// </summary>
internal sealed record SnapshotPair(Snapshot? First, Snapshot Second)
{
    /// <summary>The blocks of the larger volume: where one has grown, its new blocks are listed too.</summary>
    public int BlockCount => Math.Max(First?.BlockCount ?? 0, Second.BlockCount);

    /// <summary>The one without a written block; the first, where both are.</summary>
    public Snapshot? Empty => First is { IsEmpty: true } ? First : Second.IsEmpty ? Second : null;

    public (BlockState State, int End) At(int index)
    {
        BlockStretch second = At(Second, index);
        BlockStretch first = At(First, index);
        BlockState state = (first.IsWritten, second.IsWritten) switch
        {
            (false, false) => BlockState.Unwritten,
            (false, true) => BlockState.Added,
            (true, false) => BlockState.Removed,
            _ => first.Content == second.Content ? BlockState.Unchanged : BlockState.Modified,
        };
        return (state, Math.Min(first.End, second.End));
    }

    public void EnsureUnchanged()
    {
        First?.EnsureUnchanged();
        Second.EnsureUnchanged();
    }

    private BlockStretch At(Snapshot? snapshot, int index) => index < snapshot?.BlockCount
        ? snapshot.At(index)
        : new BlockStretch(UInt128.Zero, BlockCount);
}
