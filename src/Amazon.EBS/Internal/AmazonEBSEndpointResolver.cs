using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util;

namespace Amazon.EBS.Internal;

/// <summary>Takes the parameters of the endpoint rules from the client's configuration.</summary>
internal sealed class AmazonEBSEndpointResolver : BaseEndpointResolver
{
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        var config = requestContext.ClientConfig;
        var region = requestContext.Request.AlternateEndpoint ?? config.RegionEndpoint;
        return new EndpointParameters
        {
            [AmazonEBSEndpointProvider.Region] = region?.SystemName ?? RegionOf(config),
            [AmazonEBSEndpointProvider.UseDualStack] = config.UseDualstackEndpoint,
            [AmazonEBSEndpointProvider.UseFips] = config.UseFIPSEndpoint,
            [AmazonEBSEndpointProvider.CustomUrl] = config.ServiceURL,
        };
    }

    private static string? RegionOf(IClientConfig config)
    {
        if (string.IsNullOrEmpty(config.ServiceURL)) return null;

        return string.IsNullOrEmpty(config.AuthenticationRegion)
            ? AWSSDKUtils.DetermineRegion(config.ServiceURL)
            : config.AuthenticationRegion;
    }
}
