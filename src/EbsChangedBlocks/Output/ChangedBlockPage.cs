using System.Management.Automation;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks;

/// <summary>One response of ListChangedBlocks, as the service gave it.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListChangedBlocks.html</remarks>
public sealed class ChangedBlockPage
{
    /// <summary>
    /// The changed blocks among the written blocks that this response covers, ascending. May be empty in the middle of
    /// a listing.
    /// </summary>
    public ChangedBlock[] ChangedBlocks { get; set; } = [];

    /// <summary>
    /// Continues the listing after this response, for 60 minutes; null after the last. Treat it as a secret.
    /// </summary>
    public string? NextToken { get; set; }

    /// <summary>The snapshot that was compared from.</summary>
    public string? FirstSnapshotId { get; set; }

    /// <summary>The snapshot that was compared to.</summary>
    public string? SecondSnapshotId { get; set; }

    /// <summary>The size of a block in bytes.</summary>
    public int BlockSize { get; set; } = BlockPage.DefaultBlockSize;

    /// <summary>
    /// The size of the volume in bytes (the service's own figure is in GiB); null if it is not known.
    /// </summary>
    public long? VolumeSize { get; set; }

    /// <summary>When the block tokens of this response expire, UTC; null if it is not known.</summary>
    public DateTime? ExpiryTime { get; set; }

    /// <summary>What its table is grouped by.</summary>
    [Hidden]
    public string Snapshots => $"{FirstSnapshotId} -> {SecondSnapshotId}";
}
