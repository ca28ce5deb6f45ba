using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Listing;

/// <summary>
/// One answer of the service: the changed blocks among a window of written blocks. An empty page that has a
/// <see cref="NextToken"/> is no end, and tells nothing about where its window ended.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/userguide/readsnapshots.html</remarks>
internal sealed record BlockPage
{
    /// <summary>The block size of the EBS direct APIs, in bytes.</summary>
    public const int DefaultBlockSize = 512 * 1024;

    /// <summary>The size of the largest volume, in bytes: 64 TiB.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/APIReference/API_StartSnapshot.html</remarks>
    public const long LargestVolume = 1L << 46;

    public required SnapshotPair Pair { get; init; }

    public required IReadOnlyList<BlockEntry> Blocks { get; init; }

    /// <summary>Null after the last page.</summary>
    public string? NextToken { get; init; }

    /// <summary>In bytes.</summary>
    public required int BlockSize { get; init; }

    /// <summary>In bytes; null where the service did not say.</summary>
    public long? VolumeSize { get; init; }

    /// <summary>When the block tokens of this page expire, UTC.</summary>
    public DateTime? ExpiryTime { get; init; }

    public string? RequestId { get; init; }

    /// <summary>
    /// What the listing has cost since the page before: this page's own requests, and those whose answers were not
    /// needed. The sum over all pages is what the listing cost.
    /// </summary>
    public RequestCost Cost { get; init; }

    /// <summary>What it holds, as a line of -Verbose.</summary>
    public string Describe() => Blocks.Count == 0
        ? $"{Pair}: a page without changed blocks (request {RequestId})."
        : $"{Pair}: {Blocks.Count} changed blocks, {Blocks[0].Index} to {Blocks[^1].Index} (request {RequestId}).";

    /// <summary>The page of a whole snapshot as that of a pair whose second snapshot has none of its blocks.</summary>
    public BlockPage AsRemoved() => this with
    {
        Blocks = [.. Blocks.Select(block => block with { FirstToken = block.SecondToken, SecondToken = default })],
    };

    /// <summary>The page without what lies outside of [<paramref name="from"/>, <paramref name="to"/>).</summary>
    public BlockPage Within(long from, long to) =>
        Blocks.Count == 0 || (Blocks[0].Index >= from && Blocks[^1].Index < to)
            ? this
            : this with { Blocks = [.. Blocks.Where(block => block.Index >= from && block.Index < to)] };
}
