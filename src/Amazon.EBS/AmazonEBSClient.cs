using Amazon.EBS.Internal;
using Amazon.EBS.Internal.Unmarshalling;
using Amazon.EBS.Model;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.EBS;

/// <summary>A client of the EBS direct APIs. Safe to share between threads; make one and keep it.</summary>
/// <param name="credentials">What to sign with.</param>
/// <param name="clientConfig">How to reach the service.</param>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/userguide/ebs-accessing-snapshot.html"/>
public class AmazonEBSClient(AWSCredentials credentials, AmazonEBSConfig clientConfig)
    : AmazonServiceClient(credentials, clientConfig), IAmazonEBS
{
    private static readonly PageUnmarshaller<ChangedBlock> ChangedBlocks = new(ChangedBlockShape.Instance);
    private static readonly PageUnmarshaller<Block> SnapshotBlocks = new(SnapshotBlockShape.Instance);
    private static readonly GetSnapshotBlockUnmarshaller BlockData = new();

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata { get; } = new Metadata();

    /// <inheritdoc/>
    public virtual Task<GetSnapshotBlockResponse> GetSnapshotBlockAsync(
        GetSnapshotBlockRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetSnapshotBlockResponse>(request, BlockData, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListChangedBlocksResponse> ListChangedBlocksAsync(
        ListChangedBlocksRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListChangedBlocksResponse>(request, ChangedBlocks, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListSnapshotBlocksResponse> ListSnapshotBlocksAsync(
        ListSnapshotBlocksRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListSnapshotBlocksResponse>(request, SnapshotBlocks, cancellationToken);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.RemoveHandler<EndpointResolver>();
        // Each goes in front of the one added before it, so that the signer is known when the endpoint is resolved.
        pipeline.AddHandlerAfter<Marshaller>(new AmazonEBSEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SignatureVersion4());
    }

    private Task<T> CallAsync<T>(
        AmazonEBSRequest request, ResponseUnmarshaller unmarshaller, CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse, new() =>
        InvokeAsync<T>(
            request,
            new InvokeOptions { RequestMarshaller = RequestMarshaller.Instance, ResponseUnmarshaller = unmarshaller },
            cancellationToken);

    /// <summary>The only scheme of the service's model.</summary>
    private sealed class SignatureVersion4 : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) =>
            AuthSchemeOption.DEFAULT_SIGV4;
    }

    /// <summary>The service's name in metrics, and its renamed operations: none.</summary>
    private sealed class Metadata : IServiceMetadata
    {
        public string ServiceId => AmazonEBSConfig.ServiceName;

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
