using Amazon.EBS.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace Amazon.EBS;

/// <summary>
/// How an <see cref="AmazonEBSClient"/> reaches the service: region, endpoint, time-outs, retries.
/// <c>AWS_ENDPOINT_URL_EBS</c> and the <c>ebs</c> service section of a profile are honoured.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/general/latest/gr/ebs-service.html"/>
public class AmazonEBSConfig : ClientConfig
{
    internal const string ApiVersion = "2019-11-02";
    internal const string ServiceName = "EBS";

    private static readonly string UserAgentString = InternalSDKUtils.BuildUserAgentString(
        ServiceName, typeof(AmazonEBSConfig).Assembly.GetName().Version!.ToString(3));

    /// <summary>Creates a configuration with the SDK's defaults.</summary>
    /// <remarks>Its modes differ in how long they wait for a connection, which Core does not heed on .NET.</remarks>
    /// <seealso href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html"/>
    public AmazonEBSConfig()
        : base(new DefaultConfigurationProvider(Enum.GetValues<DefaultConfigurationMode>().Select(
            mode => new DefaultConfiguration { Name = mode, RetryMode = RequestRetryMode.Standard })))
    {
        ServiceId = ServiceName;
        AuthenticationServiceName = "ebs";
        EndpointProvider = new AmazonEBSEndpointProvider();
    }

    /// <summary>The service's name in host names and in signatures: <c>ebs</c>.</summary>
    public override string RegionEndpointServiceName => "ebs";

    /// <summary>The version of the API spoken: <c>2019-11-02</c>.</summary>
    public override string ServiceVersion => ApiVersion;

    /// <summary>What the client calls itself in the User-Agent header.</summary>
    public override string UserAgent => UserAgentString;

    /// <summary>Tells where a request would be sent under this configuration; nothing is sent.</summary>
    /// <param name="parameters">The request, and a region to use instead of the configured one if any.</param>
    /// <returns>The endpoint's URL, with any headers and attributes that go with it.</returns>
    /// <exception cref="AmazonClientException">The settings contradict each other, or there is no region.</exception>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var context = new RequestContext(enableMetric: false)
        {
            ClientConfig = this,
            OriginalRequest = parameters.Request,
            Request = new DefaultRequest(parameters.Request, ServiceName)
            {
                AlternateEndpoint = parameters.AlternateEndpoint,
            },
        };
        return new AmazonEBSEndpointResolver().GetEndpoint(new Amazon.Runtime.Internal.ExecutionContext(context, null));
    }
}
