using System.Runtime.CompilerServices;
using Amazon.EBS;
using Amazon.EBS.Model;
using Amazon.Runtime;
using EbsChangedBlocks.Failures;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Aws;

/// <summary>
/// Pages by ListChangedBlocks, or by ListSnapshotBlocks where a snapshot is listed whole; one attempt a page.
/// </summary>
/// <remarks>
/// Sources: https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListChangedBlocks.html and
/// https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListSnapshotBlocks.html
/// </remarks>
internal sealed class EbsPageSource(IAmazonEBS client) : IPageSource
{
    private const long GiB = 1L << 30;

    public async Task<BlockPage> GetPageAsync(PageRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await (request.Pair.First is null
                ? GetWholeAsync(request, cancellationToken)
                : GetChangedAsync(request, cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested
            && FailureMap.ToFailure(e, Asked.ToList(request.Pair)) is EbsChangedBlocksException failure)
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
        return ToPage(
            request,
            response,
            new ChangedBlockView(response.ChangedBlocks ?? []),
            response.NextToken.NullIfEmpty(),
            response.BlockSize,
            response.VolumeSize,
            response.ExpiryTime);
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
        return ToPage(
            request,
            response,
            new SnapshotBlockView(response.Blocks ?? []),
            response.NextToken.NullIfEmpty(),
            response.BlockSize,
            response.VolumeSize,
            response.ExpiryTime);
    }

    private static BlockPage ToPage(
        PageRequest request,
        AmazonWebServiceResponse response,
        BlockView blocks,
        string? nextToken,
        int? blockSize,
        long? volumeSize,
        DateTime? expiryTime)
    {
        return new BlockPage
        {
            Pair = request.Pair,
            Blocks = Wanted(blocks, request, response),
            NextToken = nextToken,
            BlockSize = blockSize ?? BlockPage.DefaultBlockSize,
            VolumeSize = ToBytes(volumeSize),
            ExpiryTime = expiryTime?.ToUniversalTime(),
            RequestId = RequestId(response),
        };
    }

    [MethodImpl(HotPath.Optimized)]
    private static BlockList Wanted(
        BlockView blocks, PageRequest request, AmazonWebServiceResponse response)
    {
        TokenlessBlocks? tokenless = request.WantsTokens ? null : new(blocks.Count);
        CompactBlocks? compact = request.WantsTokens ? new(blocks.Count) : null;
        for (int at = 0; at < blocks.Count; at++)
        {
            BlockEntry block = blocks[at];
            if (!block.FirstToken.IsWellFormed || !block.SecondToken.IsWellFormed)
            {
                throw Contradiction.Of(
                    request.Pair,
                    $"block {block.Index} has a token that is not of the form that block tokens have",
                    RequestId(response));
            }

            tokenless?.Add(block);
            compact = compact?.TryAdd(block) == true ? compact : null;
        }

        return (BlockList?)tokenless ?? (BlockList?)compact ?? blocks;
    }

    private static string? RequestId(AmazonWebServiceResponse response) =>
        OutsideText.Name(response.ResponseMetadata?.RequestId);

    /// <summary>
    /// The size is in GiB, but an example in the user guide shows bytes: no volume has that many GiB.
    /// </summary>
    private static long? ToBytes(long? size) =>
        size is null ? null : size > BlockPage.LargestVolume / GiB ? size : size * GiB;
}
