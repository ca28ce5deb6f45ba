using Amazon.EBS.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.EBS;

public class AmazonEBSClient : AmazonServiceClient, IAmazonEBS
{
    public AmazonEBSClient(AWSCredentials credentials, AmazonEBSConfig clientConfig)
        : base(credentials, clientConfig) => throw null;

    protected override IServiceMetadata ServiceMetadata => throw null;

    public virtual Task<GetSnapshotBlockResponse> GetSnapshotBlockAsync(
        GetSnapshotBlockRequest request, CancellationToken cancellationToken = default) => throw null;

    public virtual Task<ListChangedBlocksResponse> ListChangedBlocksAsync(
        ListChangedBlocksRequest request, CancellationToken cancellationToken = default) => throw null;

    public virtual Task<ListSnapshotBlocksResponse> ListSnapshotBlocksAsync(
        ListSnapshotBlocksRequest request, CancellationToken cancellationToken = default) => throw null;
}
