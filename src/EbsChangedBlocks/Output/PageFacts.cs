using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks;

/// <summary>What all blocks of one page have in common; held once a page.</summary>
internal sealed record PageFacts
{
    public static readonly PageFacts None = new();

    public string? FirstSnapshotId { get; init; }

    public string? SecondSnapshotId { get; init; }

    public int BlockSize { get; init; } = BlockPage.DefaultBlockSize;

    public long? VolumeSize { get; init; }

    public DateTime? ExpiryTime { get; init; }
}
