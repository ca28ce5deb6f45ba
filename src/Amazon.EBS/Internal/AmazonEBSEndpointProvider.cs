using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;
using Amazon.Util;

namespace Amazon.EBS.Internal;

/// <summary>
/// The endpoint rules of the service's model: <c>ebs[-fips].{region}.{suffix of the partition}</c>, or a custom URL as
/// it stands.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/general/latest/gr/ebs-service.html"/>
internal sealed class AmazonEBSEndpointProvider : IEndpointProvider
{
    internal const string Region = "Region";
    internal const string UseDualStack = "UseDualStack";
    internal const string UseFips = "UseFIPS";
    internal const string CustomUrl = "Endpoint";

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        bool fips = parameters[UseFips] is true;
        bool dualStack = parameters[UseDualStack] is true;

        if (parameters[CustomUrl] is string url)
        {
            return fips ? throw Invalid("FIPS and custom endpoint are not supported")
                : dualStack ? throw Invalid("Dualstack and custom endpoint are not supported")
                : new Endpoint(url);
        }

        if (parameters[Region] is not string region || Fn.Partition(region) is not Partition partition)
        {
            throw Invalid("Missing Region");
        }

        Require(partition, fips, dualStack);
        object suffix = Fn.GetAttr(partition, dualStack ? "dualStackDnsSuffix" : "dnsSuffix");
        return new Endpoint($"https://ebs{(fips ? "-fips" : "")}.{region}.{suffix}");
    }

    private static void Require(Partition partition, bool fips, bool dualStack)
    {
        bool lacksFips = fips && Fn.GetAttr(partition, "supportsFIPS") is not true;
        bool lacksDualStack = dualStack && Fn.GetAttr(partition, "supportsDualStack") is not true;
        if (lacksFips || lacksDualStack)
        {
            throw new AmazonClientException((fips, dualStack) switch
            {
                (true, true) => "FIPS and DualStack are enabled, but this partition does not support one or both",
                (true, false) => "FIPS is enabled but this partition does not support FIPS",
                _ => "DualStack is enabled but this partition does not support DualStack",
            });
        }
    }

    private static AmazonClientException Invalid(string why) => new($"Invalid Configuration: {why}");
}

/// <summary>Takes the parameters of the endpoint rules from the client's configuration.</summary>
internal sealed class AmazonEBSEndpointResolver : BaseEndpointResolver
{
    protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext)
    {
        IClientConfig config = requestContext.ClientConfig;
        RegionEndpoint? region = requestContext.Request.AlternateEndpoint ?? config.RegionEndpoint;
        return new EndpointParameters
        {
            [AmazonEBSEndpointProvider.Region] = region?.SystemName ?? RegionOf(config),
            [AmazonEBSEndpointProvider.UseDualStack] = config.UseDualstackEndpoint,
            [AmazonEBSEndpointProvider.UseFips] = config.UseFIPSEndpoint,
            [AmazonEBSEndpointProvider.CustomUrl] = config.ServiceURL,
        };
    }

    private static string? RegionOf(IClientConfig config) =>
        string.IsNullOrEmpty(config.ServiceURL) ? null
        : string.IsNullOrEmpty(config.AuthenticationRegion) ? AWSSDKUtils.DetermineRegion(config.ServiceURL)
        : config.AuthenticationRegion;
}
