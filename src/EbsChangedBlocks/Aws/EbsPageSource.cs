using Amazon.EBS;
using Amazon.EBS.Model;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Aws;

/// <summary>Pages by ListChangedBlocks, or by ListSnapshotBlocks where a snapshot is listed whole; one attempt a page.</summary>
/// <remarks>
/// Sources: https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListChangedBlocks.html and
/// https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListSnapshotBlocks.html
/// </remarks>
internal sealed class EbsPageSource(IAmazonEBS client) : IPageSource
{
    private const long GiB = 1L << 30;

    /// <summary>The largest EBS volume, in GiB.</summary>
    private const long LargestVolume = 65_536;

    public async Task<BlockPage> GetPageAsync(PageRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await (request.Pair.First is null ? GetWholeAsync(request, cancellationToken) : GetChangedAsync(request, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && FailureMap.ToFailure(e, request.Pair) is ListingException failure)
        {
            throw failure;
        }
    }

    private async Task<BlockPage> GetChangedAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ListChangedBlocksResponse response = await client.ListChangedBlocksAsync(
            new ListChangedBlocksRequest
            {
                FirstSnapshotId = request.Pair.First,
                SecondSnapshotId = request.Pair.Second,
                MaxResults = request.MaxResults,
                StartingBlockIndex = request.StartingBlockIndex,
                NextToken = request.NextToken,
            },
            cancellationToken).ConfigureAwait(false);
        return new BlockPage
        {
            Pair = request.Pair,
            Blocks = new ChangedBlockView(response.ChangedBlocks ?? []),
            Tokens = ChangedBlockView.Tokens,
            NextToken = OrNull(response.NextToken),
            BlockSize = response.BlockSize ?? BlockPage.DefaultBlockSize,
            VolumeSize = ToBytes(response.VolumeSize),
            ExpiryTime = response.ExpiryTime?.ToUniversalTime(),
            RequestId = OrNull(response.ResponseMetadata?.RequestId),
        };
    }

    private async Task<BlockPage> GetWholeAsync(PageRequest request, CancellationToken cancellationToken)
    {
        ListSnapshotBlocksResponse response = await client.ListSnapshotBlocksAsync(
            new ListSnapshotBlocksRequest
            {
                SnapshotId = request.Pair.Second,
                MaxResults = request.MaxResults,
                StartingBlockIndex = request.StartingBlockIndex,
                NextToken = request.NextToken,
            },
            cancellationToken).ConfigureAwait(false);
        return new BlockPage
        {
            Pair = request.Pair,
            Blocks = new SnapshotBlockView(response.Blocks ?? []),
            Tokens = SnapshotBlockView.Tokens,
            NextToken = OrNull(response.NextToken),
            BlockSize = response.BlockSize ?? BlockPage.DefaultBlockSize,
            VolumeSize = ToBytes(response.VolumeSize),
            ExpiryTime = response.ExpiryTime?.ToUniversalTime(),
            RequestId = OrNull(response.ResponseMetadata?.RequestId),
        };
    }

    /// <summary>Servers send what they have not got as an empty string too; the SDK's own paginators take an empty token for the end.</summary>
    private static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>The size is in GiB, but an example in the user guide shows bytes: no volume has that many GiB.</summary>
    private static long? ToBytes(long? size) => size is null ? null : size > LargestVolume ? size : size * GiB;
}
