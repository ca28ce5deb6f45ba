using Amazon.EBS.Model;
using Amazon.Runtime;

namespace Amazon.EBS;

/// <summary>
/// The reading half of the EBS direct APIs. Every call may throw an <see cref="AmazonEBSException"/>, which is an
/// <see cref="AccessDeniedException"/> or a <see cref="ValidationException"/> where the service gives a reason; or an
/// <see cref="AmazonUnmarshallingException"/> when the answer is not what the API promises.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_Operations.html"/>
public interface IAmazonEBS : IAmazonService, IDisposable
{
    /// <summary>Reads the data of one block.</summary>
    /// <param name="request">Snapshot, block index and block token.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>The data as a stream, to be disposed of by the caller, and its checksum.</returns>
    /// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_GetSnapshotBlock.html"/>
    Task<GetSnapshotBlockResponse> GetSnapshotBlockAsync(
        GetSnapshotBlockRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists one page of the blocks that differ between two snapshots of the same lineage.</summary>
    /// <param name="request">The two snapshots, and where to start or to go on.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>The page. It may be empty and yet have successors: go on while NextToken is given.</returns>
    /// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListChangedBlocks.html"/>
    Task<ListChangedBlocksResponse> ListChangedBlocksAsync(
        ListChangedBlocksRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists one page of the blocks that a snapshot holds.</summary>
    /// <param name="request">The snapshot, and where to start or to go on.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <returns>The page. It may be empty and yet have successors: go on while NextToken is given.</returns>
    /// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListSnapshotBlocks.html"/>
    Task<ListSnapshotBlocksResponse> ListSnapshotBlocksAsync(
        ListSnapshotBlocksRequest request, CancellationToken cancellationToken = default);

    /// <inheritdoc/>
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonEBSConfig();

    /// <inheritdoc/>
    static IAmazonService IAmazonService.CreateDefaultServiceClient(
        AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonEBSClient(awsCredentials, (AmazonEBSConfig)clientConfig);
}
