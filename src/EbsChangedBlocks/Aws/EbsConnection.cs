using Amazon.EBS;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Aws;

/// <summary>A client that is ready to list, with its retries around it.</summary>
internal sealed class EbsConnection : IDisposable
{
    private readonly AmazonEBSClient _client;
    private readonly BufferingHttpClientFactory _http;

    private EbsConnection(AmazonEBSClient client, BufferingHttpClientFactory http, IPageSource pages, string description)
    {
        _client = client;
        _http = http;
        Pages = pages;
        Description = description;
    }

    public IPageSource Pages { get; }

    /// <summary>Endpoint, Region and where both they and the credentials came from.</summary>
    public string Description { get; }

    /// <exception cref="ListingException">There are no usable credentials or no Region.</exception>
    public static EbsConnection Open(ConnectionSettings settings, IListingLog log, TimeProvider time)
    {
        // One retry loop, visible and with a budget, instead of two nested ones: the SDK's is switched off.
        var config = new AmazonEBSConfig { MaxErrorRetry = 0, MaxStaleConnectionRetries = 0 };
        ResolvedCredentials credentials = CredentialResolver.Resolve(settings, config);
        ResolvedRegion region = RegionResolver.Resolve(settings);
        config.RegionEndpoint = region.Region;
        if (settings.EndpointUrl is Uri url)
        {
            config.ServiceURL = url.AbsoluteUri;
            config.AuthenticationRegion = region.Region.SystemName;
        }

        var http = new BufferingHttpClientFactory(config, time);
        config.HttpClientFactory = http;
        var client = new AmazonEBSClient(credentials.Credentials, config);
        return new EbsConnection(
            client,
            http,
            new RetryingPageSource(new EbsPageSource(client), settings.RetryTimeout, log, time),
            $"Endpoint {config.ServiceURL ?? config.DetermineServiceOperationEndpoint(new(new Amazon.EBS.Model.ListChangedBlocksRequest())).URL}, Region {region.Region.SystemName} (from {region.Source}), credentials from {credentials.Source}.");
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }
}
