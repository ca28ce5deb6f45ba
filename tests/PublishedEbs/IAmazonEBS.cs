using Amazon.EBS.Model;
using Amazon.Runtime;

namespace Amazon.EBS;

/// <summary>
/// The signatures of AWSSDK.EBS that the module uses; docs/design.md lists them with their sources. Nothing here does
/// anything.
/// </summary>
public interface IAmazonEBS : IAmazonService, IDisposable
{
    Task<GetSnapshotBlockResponse> GetSnapshotBlockAsync(
        GetSnapshotBlockRequest request, CancellationToken cancellationToken = default);

    Task<ListChangedBlocksResponse> ListChangedBlocksAsync(
        ListChangedBlocksRequest request, CancellationToken cancellationToken = default);

    Task<ListSnapshotBlocksResponse> ListSnapshotBlocksAsync(
        ListSnapshotBlocksRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => throw null;

    static IAmazonService IAmazonService.CreateDefaultServiceClient(
        AWSCredentials awsCredentials, ClientConfig clientConfig) => throw null;
}
