using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

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
        var fips = parameters[UseFips] is true;
        var dualStack = parameters[UseDualStack] is true;

        if (parameters[CustomUrl] is string url) return Custom(url, fips, dualStack);

        if (parameters[Region] is not string region || Fn.Partition(region) is not { } partition)
            throw new AmazonClientException("Invalid Configuration: Missing Region");

        Require(partition, fips, dualStack);
        var suffix = Fn.GetAttr(partition, dualStack ? "dualStackDnsSuffix" : "dnsSuffix");
        return new Endpoint($"https://ebs{(fips ? "-fips" : "")}.{region}.{suffix}");
    }

    private static Endpoint Custom(string url, bool fips, bool dualStack)
    {
        if (fips)
            throw new AmazonClientException("Invalid Configuration: FIPS and custom endpoint are not supported");
        if (dualStack)
            throw new AmazonClientException("Invalid Configuration: Dualstack and custom endpoint are not supported");

        return new Endpoint(url);
    }

    private static void Require(Partition partition, bool fips, bool dualStack)
    {
        var lacksFips = fips && Fn.GetAttr(partition, "supportsFIPS") is not true;
        var lacksDualStack = dualStack && Fn.GetAttr(partition, "supportsDualStack") is not true;
        if (!lacksFips && !lacksDualStack) return;

        throw new AmazonClientException((fips, dualStack) switch
        {
            (true, true) => "FIPS and DualStack are enabled, but this partition does not support one or both",
            (true, false) => "FIPS is enabled but this partition does not support FIPS",
            _ => "DualStack is enabled but this partition does not support DualStack",
        });
    }
}
