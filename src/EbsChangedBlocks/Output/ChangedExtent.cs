using System.Management.Automation;

namespace EbsChangedBlocks;

/// <summary>A run of adjacent changed blocks, as block copiers take it.</summary>
/// <remarks>
/// The shape of the Container Storage Interface's changed block metadata:
/// https://github.com/container-storage-interface/spec/blob/master/spec.md#getmetadatadelta
/// </remarks>
public sealed class ChangedExtent
{
    /// <summary>Where it begins, in bytes.</summary>
    public long Offset { get; set; }

    /// <summary>How long it is, in bytes.</summary>
    public long Length { get; set; }

    /// <summary>How many blocks it has.</summary>
    public int BlockCount { get; set; }

    /// <summary>What happened to all of them; null where types were joined.</summary>
    public ChangeType? ChangeType { get; set; }

    /// <summary>The snapshot compared from.</summary>
    public string? FirstSnapshotId { get; set; }

    /// <summary>The snapshot compared to.</summary>
    public string? SecondSnapshotId { get; set; }

    /// <summary>What its table is grouped by.</summary>
    [Hidden]
    public string Snapshots => $"{FirstSnapshotId} -> {SecondSnapshotId}";

    /// <summary>The place and what happened there.</summary>
    public override string ToString() => $"{Offset}+{Length} {ChangeType?.ToString() ?? "Changed"}";
}
