using Amazon.EBS.Internal;
using Amazon.EBS.Internal.Marshalling;
using Amazon.EBS.Internal.Unmarshalling;
using Amazon.EBS.Model;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.EBS;

/// <summary>
/// A client of the EBS direct APIs. Safe to share between threads; make one and keep it.
/// Constructors without credentials or region take them where every AWS SDK looks for them.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/userguide/ebs-accessing-snapshot.html"/>
public class AmazonEBSClient : AmazonServiceClient, IAmazonEBS
{
    private static readonly AmazonEBSMetadata Metadata = new();

    /// <summary>Creates a client with ambient credentials and region.</summary>
    public AmazonEBSClient()
        : this(new AmazonEBSConfig())
    {
    }

    /// <summary>Creates a client with ambient credentials.</summary>
    /// <param name="region">The region to call.</param>
    public AmazonEBSClient(RegionEndpoint region)
        : this(In(region))
    {
    }

    /// <summary>Creates a client with ambient credentials.</summary>
    /// <param name="config">How to reach the service.</param>
    public AmazonEBSClient(AmazonEBSConfig config)
        : base(config)
    {
    }

    /// <summary>Creates a client with an ambient region.</summary>
    /// <param name="credentials">What to sign with.</param>
    public AmazonEBSClient(AWSCredentials credentials)
        : this(credentials, new AmazonEBSConfig())
    {
    }

    /// <summary>Creates a client.</summary>
    /// <param name="credentials">What to sign with.</param>
    /// <param name="region">The region to call.</param>
    public AmazonEBSClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, In(region))
    {
    }

    /// <summary>Creates a client.</summary>
    /// <param name="credentials">What to sign with.</param>
    /// <param name="clientConfig">How to reach the service.</param>
    public AmazonEBSClient(AWSCredentials credentials, AmazonEBSConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <summary>Creates a client with an ambient region.</summary>
    /// <param name="awsAccessKeyId">The access key's id.</param>
    /// <param name="awsSecretAccessKey">The access key's secret.</param>
    public AmazonEBSClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonEBSConfig())
    {
    }

    /// <summary>Creates a client.</summary>
    /// <param name="awsAccessKeyId">The access key's id.</param>
    /// <param name="awsSecretAccessKey">The access key's secret.</param>
    /// <param name="region">The region to call.</param>
    public AmazonEBSClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, In(region))
    {
    }

    /// <summary>Creates a client.</summary>
    /// <param name="awsAccessKeyId">The access key's id.</param>
    /// <param name="awsSecretAccessKey">The access key's secret.</param>
    /// <param name="clientConfig">How to reach the service.</param>
    public AmazonEBSClient(string awsAccessKeyId, string awsSecretAccessKey, AmazonEBSConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig)
    {
    }

    /// <summary>Creates a client with temporary credentials and an ambient region.</summary>
    /// <param name="awsAccessKeyId">The access key's id.</param>
    /// <param name="awsSecretAccessKey">The access key's secret.</param>
    /// <param name="awsSessionToken">The session's token.</param>
    public AmazonEBSClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonEBSConfig())
    {
    }

    /// <summary>Creates a client with temporary credentials.</summary>
    /// <param name="awsAccessKeyId">The access key's id.</param>
    /// <param name="awsSecretAccessKey">The access key's secret.</param>
    /// <param name="awsSessionToken">The session's token.</param>
    /// <param name="region">The region to call.</param>
    public AmazonEBSClient(
        string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, In(region))
    {
    }

    /// <summary>Creates a client with temporary credentials.</summary>
    /// <param name="awsAccessKeyId">The access key's id.</param>
    /// <param name="awsSecretAccessKey">The access key's secret.</param>
    /// <param name="awsSessionToken">The session's token.</param>
    /// <param name="clientConfig">How to reach the service.</param>
    public AmazonEBSClient(
        string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonEBSConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig)
    {
    }

    /// <inheritdoc/>
    public IEBSPaginatorFactory Paginators => field ??= new PaginatorFactory(this);

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <inheritdoc/>
    public virtual Task<GetSnapshotBlockResponse> GetSnapshotBlockAsync(
        GetSnapshotBlockRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetSnapshotBlockResponse>(
            request, GetSnapshotBlockMarshaller.Instance, GetSnapshotBlockUnmarshaller.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListChangedBlocksResponse> ListChangedBlocksAsync(
        ListChangedBlocksRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListChangedBlocksResponse>(
            request, ListChangedBlocksMarshaller.Instance, ListChangedBlocksUnmarshaller.Instance, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListSnapshotBlocksResponse> ListSnapshotBlocksAsync(
        ListSnapshotBlocksRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListSnapshotBlocksResponse>(
            request, ListSnapshotBlocksMarshaller.Instance, ListSnapshotBlocksUnmarshaller.Instance, cancellationToken);

    /// <inheritdoc/>
    public Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request) =>
        Config.DetermineServiceOperationEndpoint(new ServiceOperationEndpointParameters(request));

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.RemoveHandler<EndpointResolver>();
        // Each goes in front of the one added before it, so that the signer is known when the endpoint is resolved.
        pipeline.AddHandlerAfter<Marshaller>(new AmazonEBSEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new AmazonEBSAuthSchemeHandler());
    }

    private static AmazonEBSConfig In(RegionEndpoint region) => new() { RegionEndpoint = region };

    private Task<T> CallAsync<T>(
        AmazonEBSRequest request,
        IMarshaller<IRequest, AmazonWebServiceRequest> marshaller,
        ResponseUnmarshaller unmarshaller,
        CancellationToken cancellationToken)
        where T : AmazonWebServiceResponse, new() =>
        InvokeAsync<T>(
            request,
            new InvokeOptions { RequestMarshaller = marshaller, ResponseUnmarshaller = unmarshaller },
            cancellationToken);
}
