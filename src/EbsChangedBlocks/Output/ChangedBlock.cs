using System.Management.Automation;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks;

/// <summary>
/// A block that differs between two snapshots. Can be made by hand, as tests of runbooks do:
/// <c>[EbsChangedBlocks.ChangedBlock]@{ BlockIndex = 7 }</c>.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/APIReference/API_ChangedBlock.html</remarks>
public sealed class ChangedBlock
{
    private PageFacts _facts = PageFacts.None;
    private ChangeType? _changeType;
    private BlockToken _firstToken;
    private BlockToken _secondToken;

    /// <summary>A block at index 0, to be filled in.</summary>
    public ChangedBlock()
    {
    }

    internal ChangedBlock(PageFacts facts, BlockEntry block)
    {
        _facts = facts;
        _firstToken = block.FirstToken;
        _secondToken = block.SecondToken;
        BlockIndex = block.Index;
    }

    /// <summary>The position in the volume, in blocks from 0.</summary>
    public int BlockIndex { get; set; }

    /// <summary>Whether the block was added, modified or removed; follows from the tokens unless it is set.</summary>
    public ChangeType ChangeType
    {
        get => _changeType ?? ChangeTypes.Of(_firstToken.IsPresent, _secondToken.IsPresent);
        set => _changeType = value;
    }

    /// <summary>The position in the volume, in bytes.</summary>
    public long Offset => (long)BlockIndex * BlockSize;

    /// <summary>The length in bytes.</summary>
    public long Length => BlockSize;

    /// <summary>
    /// What GetSnapshotBlock takes to read the block from the first snapshot; null if it is not in there. Treat it as a
    /// secret. Made at each read.
    /// </summary>
    public string? FirstBlockToken
    {
        get => _firstToken.Text;
        set => _firstToken = new BlockToken(value);
    }

    /// <summary>
    /// What GetSnapshotBlock takes to read the block from the second snapshot; null if it is not in there. Treat it as
    /// a secret. Made at each read.
    /// </summary>
    public string? SecondBlockToken
    {
        get => _secondToken.Text;
        set => _secondToken = new BlockToken(value);
    }

    /// <summary>The snapshot that was compared from.</summary>
    public string? FirstSnapshotId
    {
        get => _facts.FirstSnapshotId;
        set => _facts = _facts with { FirstSnapshotId = value };
    }

    /// <summary>The snapshot that was compared to.</summary>
    public string? SecondSnapshotId
    {
        get => _facts.SecondSnapshotId;
        set => _facts = _facts with { SecondSnapshotId = value };
    }

    /// <summary>The size of a block in bytes; 524,288 unless the service says otherwise.</summary>
    public int BlockSize
    {
        get => _facts.BlockSize;
        set => _facts = _facts with { BlockSize = value };
    }

    /// <summary>The size of the volume in bytes; null if it is not known.</summary>
    public long? VolumeSize
    {
        get => _facts.VolumeSize;
        set => _facts = _facts with { VolumeSize = value };
    }

    /// <summary>When the tokens expire, UTC; null if it is not known.</summary>
    public DateTime? ExpiryTime
    {
        get => _facts.ExpiryTime;
        set => _facts = _facts with { ExpiryTime = value };
    }

    /// <summary>What its table is grouped by.</summary>
    [Hidden]
    public string Snapshots => $"{FirstSnapshotId} -> {SecondSnapshotId}";

    /// <summary>The position and what happened there, without the tokens.</summary>
    public override string ToString() => $"{BlockIndex} {ChangeType}";
}
