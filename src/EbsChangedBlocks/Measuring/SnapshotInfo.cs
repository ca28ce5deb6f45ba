using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Measuring;

/// <summary>What is known of a snapshot that is to be measured; only the id is needed.</summary>
internal sealed record SnapshotInfo(string Id)
{
    /// <summary>Where the input says that it is; null where it says nothing of that.</summary>
    public SnapshotPlace? Place { get; init; }

    public string? VolumeId { get; init; }

    public DateTime? StartTime { get; init; }

    /// <summary>What <see cref="StartTime"/> was read from, where the culture of the session decided how.</summary>
    public string? StartTimeText { get; init; }

    /// <summary>As EC2 says it: completed, pending, error, recoverable, recovering.</summary>
    public string? State { get; init; }

    /// <summary>As EC2 says it: standard or archive.</summary>
    public string? StorageTier { get; init; }
}
