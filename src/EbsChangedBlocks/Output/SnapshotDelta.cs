using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;

namespace EbsChangedBlocks;

/// <summary>
/// How much changed from one snapshot to another, and where. All sizes are in bytes and logical: whole blocks, before
/// the compression and bookkeeping that AWS bills by.
/// </summary>
public sealed class SnapshotDelta
{
    /// <summary>The snapshot compared from; null where the second was measured whole.</summary>
    public string? FirstSnapshotId { get; set; }

    /// <summary>The snapshot compared to.</summary>
    public string? SecondSnapshotId { get; set; }

    /// <summary>The Region that it was measured in; null for blocks that were piped in, and where nothing named one.</summary>
    public string? Region { get; set; }

    /// <summary>The profile whose credentials it was measured with; null where no parameter and no row named one.</summary>
    public string? ProfileName { get; set; }

    /// <summary>The volume, where the input told.</summary>
    public string? VolumeId { get; set; }

    /// <summary>When the first snapshot was begun, where the input told.</summary>
    public DateTime? FirstStartTime { get; set; }

    /// <summary>When the second snapshot was begun, where the input told.</summary>
    public DateTime? SecondStartTime { get; set; }

    /// <summary>The size of the volume; null if nothing told.</summary>
    public long? VolumeSize { get; set; }

    /// <summary>The size of a block.</summary>
    public int BlockSize { get; set; }

    /// <summary>Blocks only the second snapshot has.</summary>
    public long AddedCount { get; set; }

    /// <summary>Blocks that both have, with different content.</summary>
    public long ModifiedCount { get; set; }

    /// <summary>Blocks only the first snapshot has.</summary>
    public long RemovedCount { get; set; }

    /// <summary>Added, modified and removed blocks together.</summary>
    public long ChangedCount { get; set; }

    /// <summary>Size of the added blocks.</summary>
    public long AddedBytes { get; set; }

    /// <summary>Size of the modified blocks.</summary>
    public long ModifiedBytes { get; set; }

    /// <summary>Size of the removed blocks.</summary>
    public long RemovedBytes { get; set; }

    /// <summary>Size of all changed blocks.</summary>
    public long ChangedBytes { get; set; }

    /// <summary>
    /// What the second snapshot stores for this change: added and modified blocks. Logical, not what is billed.
    /// </summary>
    public long LogicalBytes { get; set; }

    /// <summary>Changed blocks in percent of the volume, 0 to 100; null if its size is not known.</summary>
    public double? PercentChanged { get; set; }

    /// <summary>
    /// Size of the blocks that, of the measured chain, the second snapshot alone holds: what deleting it would free,
    /// logically. Null unless it was asked for and the snapshots on both sides were measured.
    /// </summary>
    public long? ReclaimableBytes { get; set; }

    /// <summary>How many runs of adjacent changed blocks of one type there are.</summary>
    public long ExtentCount { get; set; }

    /// <summary>The longest of these runs.</summary>
    public long LargestExtentBytes { get; set; }

    /// <summary>Where the first changed block begins; null if nothing changed.</summary>
    public long? FirstChangedOffset { get; set; }

    /// <summary>Where the last changed block begins; null if nothing changed.</summary>
    public long? LastChangedOffset { get; set; }

    /// <summary>
    /// The volume from its begin to its end, a digit a stretch: 0 where nothing changed, 1 to 8 for the share of blocks
    /// that did.
    /// </summary>
    public string DensityMap { get; set; } = "";

    /// <summary>Requests made to list the pair, repeated ones included.</summary>
    public int RequestCount { get; set; }

    /// <summary>Requests that had to be repeated.</summary>
    public int RetryCount { get; set; }

    /// <summary>Requests that were throttled.</summary>
    public int ThrottleCount { get; set; }

    /// <summary>How long measuring took.</summary>
    public double ElapsedSeconds { get; set; }

    /// <summary>An estimate of what the list requests cost, in US dollars.</summary>
    public decimal EstimatedListingPrice { get; set; }

    /// <summary>
    /// An estimate of what reading the added and modified blocks with GetSnapshotBlock costs, in US dollars, without
    /// data transfer.
    /// </summary>
    public decimal EstimatedReadPrice { get; set; }

    /// <summary>What its table is grouped by: the volume, and no heading where that is not known.</summary>
    [Hidden]
    public object Volume => VolumeId ?? (object)AutomationNull.Value;

    /// <summary>The pair and how much changed.</summary>
    public override string ToString() =>
        $"{FirstSnapshotId ?? "(nothing)"} -> {SecondSnapshotId}: "
        + $"{ByteSize.Format(ChangedBytes, CultureInfo.InvariantCulture)} changed";
}
