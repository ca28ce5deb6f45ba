namespace EbsChangedBlocks;

/// <summary>What happened to a block between the first and the second snapshot.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/APIReference/API_ChangedBlock.html</remarks>
public enum ChangeType : byte
{
    /// <summary>The block is in both snapshots, with different content.</summary>
    Modified,

    /// <summary>The block is only in the second snapshot.</summary>
    Added,

    /// <summary>The block is only in the first snapshot.</summary>
    Removed,
}
