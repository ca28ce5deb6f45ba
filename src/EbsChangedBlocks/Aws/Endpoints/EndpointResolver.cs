using Amazon;
using Amazon.EBS;
using Amazon.EBS.Model;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Internal;
using EbsChangedBlocks.Aws.Configuration;

namespace EbsChangedBlocks.Aws.Endpoints;

/// <summary>Decides which endpoint is asked: one that was named, or the Region's, by the SDK's rules.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html</remarks>
internal static class EndpointResolver
{
    private const string ServiceVariable = "AWS_ENDPOINT_URL_EBS";
    private const string GlobalVariable = "AWS_ENDPOINT_URL";

    /// <summary>A config with the switches of parameters, environment and profile in it.</summary>
    /// <remarks>
    /// The SDK's own defaults are read once in a process, and never from a profile that is named in the call; a session
    /// lives longer than that.
    /// </remarks>
    public static AmazonEBSConfig Configure(ConnectionSettings settings)
    {
        var profile = ProfileInUse.Of(settings);
        var environment = new EnvironmentVariableInternalConfiguration();
        var configured =
            new ProfileInternalConfiguration(new CredentialProfileStoreChain(profile.Location), profile.Name);
        return new AmazonEBSConfig
        {
            // One retry loop, visible and with a budget, instead of two nested ones: the SDK's is switched off.
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
            Profile = new Profile(profile.Name, profile.Location),
            UseFIPSEndpoint = settings.UseFipsEndpoint
                || (environment.UseFIPSEndpoint ?? configured.UseFIPSEndpoint ?? false),
            UseDualstackEndpoint = settings.UseDualStackEndpoint
                || (environment.UseDualstackEndpoint ?? configured.UseDualstackEndpoint ?? false),
            IgnoreConfiguredEndpointUrls = environment.IgnoreConfiguredEndpointUrls
                ?? configured.IgnoreConfiguredEndpointUrls
                ?? false,
        };
    }

    /// <summary>The endpoint that was named instead of the Region's; null where none was.</summary>
    /// <exception cref="EbsChangedBlocksException">
    /// It is no URL, or one over which secrets would be readable.
    /// </exception>
    public static CustomEndpoint? FindCustom(ConnectionSettings settings, AmazonEBSConfig config)
    {
        CustomEndpoint? custom = settings.EndpointUrl is Uri given
            ? new(given, "-EndpointUrl")
            : FindConfigured(config);
        custom?.Check(settings.AllowInsecureEndpoint);
        return custom;
    }

    /// <summary>Sets Region and endpoint.</summary>
    /// <returns>The URL that requests will go to.</returns>
    /// <exception cref="EbsChangedBlocksException">
    /// The rules refuse the combination, such as FIPS at an endpoint of one's own.
    /// </exception>
    public static string Apply(AmazonEBSConfig config, RegionEndpoint region, CustomEndpoint? custom)
    {
        config.RegionEndpoint = region;
        if (custom is not null)
        {
            config.ServiceURL = custom.Url.AbsoluteUri;
            config.AuthenticationRegion = region.SystemName;
        }

        try
        {
            return config.DetermineServiceOperationEndpoint(new(new ListChangedBlocksRequest())).URL;
        }
        catch (AmazonClientException e)
        {
            throw new EbsChangedBlocksException(
                FailureKind.EndpointInvalid, $"There is no endpoint for this: {e.Message}", e);
        }
    }

    private static CustomEndpoint? FindConfigured(AmazonEBSConfig config)
    {
        try
        {
            return config.ServiceURL is { Length: > 0 } url ? new(new Uri(url), SourceOfConfigured(config)) : null;
        }
        catch (Exception e) when (e is AmazonClientException or UriFormatException)
        {
            throw new EbsChangedBlocksException(
                FailureKind.EndpointInvalid,
                $"The endpoint from {SourceOfConfigured(config)} cannot be used: {e.Message}",
                e);
        }
    }

    private static string SourceOfConfigured(AmazonEBSConfig config) =>
        Environment.GetEnvironmentVariable(ServiceVariable) is not null ? ServiceVariable
        : Environment.GetEnvironmentVariable(GlobalVariable) is not null ? GlobalVariable
        : $"profile '{config.Profile.Name}'";
}
