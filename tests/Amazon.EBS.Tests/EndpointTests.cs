using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Amazon.EBS.Tests;

/// <summary>The endpoint rules of the service's model, version 1.0, case by case.</summary>
[Collection(ProcessWideState.Name)]
public sealed class EndpointTests
{
    public static TheoryData<string, string, string> Partitions => new()
    {
        { "us-east-1", "amazonaws.com", "api.aws" },
        { "eu-central-1", "amazonaws.com", "api.aws" },
        { "cn-north-1", "amazonaws.com.cn", "api.amazonwebservices.com.cn" },
        { "us-gov-west-1", "amazonaws.com", "api.aws" },
        { "us-iso-east-1", "c2s.ic.gov", "api.aws.ic.gov" },
        { "us-isob-east-1", "sc2s.sgov.gov", "api.aws.scloud" },
        { "eu-isoe-west-1", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk" },
        { "us-isof-south-1", "csp.hci.ic.gov", "api.aws.hci.ic.gov" },
        { "eusc-de-east-1", "amazonaws.eu", "api.amazonwebservices.eu" },
        { "us-east-99", "amazonaws.com", "api.aws" },
    };

    [Theory]
    [MemberData(nameof(Partitions))]
    public void Every_partition_has_its_suffixes(string region, string suffix, string dualStackSuffix)
    {
        Assert.Equal($"https://ebs.{region}.{suffix}", Resolve(region));
        Assert.Equal($"https://ebs-fips.{region}.{suffix}", Resolve(region, fips: true));
        Assert.Equal($"https://ebs.{region}.{dualStackSuffix}", Resolve(region, dualStack: true));
        Assert.Equal($"https://ebs-fips.{region}.{dualStackSuffix}", Resolve(region, fips: true, dualStack: true));
    }

    [Theory]
    [InlineData("http://127.0.0.1:4599")]
    [InlineData("https://vpce-0123-ebs.eu-west-1.vpce.amazonaws.com")]
    public void A_custom_url_is_taken_as_it_stands(string url) =>
        Assert.StartsWith(url, Resolve(url: url), StringComparison.Ordinal);

    [Theory]
    [InlineData(true, false, "FIPS and custom endpoint are not supported")]
    [InlineData(false, true, "Dualstack and custom endpoint are not supported")]
    [InlineData(true, true, "FIPS and custom endpoint are not supported")]
    public void A_custom_url_goes_with_neither_fips_nor_dual_stack(bool fips, bool dualStack, string message)
    {
        var error = Assert.Throws<AmazonClientException>(() => Resolve(null, "http://127.0.0.1", fips, dualStack));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_region_and_url_there_is_no_endpoint()
    {
        var error = Assert.Throws<AmazonClientException>(() => Resolve());

        Assert.Contains("Missing Region", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alternate_region_wins_over_the_configured_one()
    {
        var config = new AmazonEBSConfig { RegionEndpoint = RegionEndpoint.EUNorth1 };
        var parameters = new ServiceOperationEndpointParameters(Clients.ChangedBlocks(), RegionEndpoint.CNNorth1);

        Assert.StartsWith(
            "https://ebs.cn-north-1.amazonaws.com.cn",
            config.DetermineServiceOperationEndpoint(parameters).URL,
            StringComparison.Ordinal);
    }

    private static string Resolve(string? region = null, string? url = null, bool fips = false, bool dualStack = false)
    {
        var config = new AmazonEBSConfig { UseFIPSEndpoint = fips, UseDualstackEndpoint = dualStack };
        if (region is not null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        if (url is not null)
        {
            config.ServiceURL = url;
        }

        return config.DetermineServiceOperationEndpoint(new(Clients.ChangedBlocks())).URL.TrimEnd('/');
    }
}
