namespace LocalEbs.Snapshots;

/// <summary>A stretch of blocks that a snapshot treats alike, as seen from its first block.</summary>
/// <param name="Content">
/// Identifies what the blocks hold: 0 where nothing was ever written; otherwise two snapshots of one lineage hold the
/// same data at an index exactly when their contents there are equal.
/// </param>
/// <param name="End">The first index after the stretch. A stretch need not be as long as it could be.</param>
public readonly record struct BlockStretch(UInt128 Content, int End)
{
    /// <summary>Whether the snapshot stores these blocks.</summary>
    public bool IsWritten => Content != UInt128.Zero;
}
