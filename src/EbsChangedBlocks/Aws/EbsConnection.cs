using Amazon.EBS;
using Amazon.EBS.Model;
using Amazon.Runtime;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Listing.RateLimiting;

namespace EbsChangedBlocks.Aws;

/// <summary>A client that is ready to list, with its retries around it.</summary>
internal sealed class EbsConnection : IDisposable
{
    private readonly AmazonEBSClient _client;
    private readonly BufferingHttpClientFactory _http;

    private EbsConnection(AmazonEBSClient client, BufferingHttpClientFactory http, IPageSource pages, RequestLimiter limiter, string description)
    {
        _client = client;
        _http = http;
        Pages = pages;
        Limiter = limiter;
        Description = description;
    }

    public IPageSource Pages { get; }

    /// <summary>What paces the requests of all who share the account's quota in this process.</summary>
    public RequestLimiter Limiter { get; }

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
        string endpoint = config.ServiceURL ?? config.DetermineServiceOperationEndpoint(new(new ListChangedBlocksRequest())).URL;
        RequestLimiter limiter = SharedLimiters.For(settings.AccessKey ?? credentials.Source, endpoint, settings.RequestsPerSecond);
        return new EbsConnection(
            client,
            http,
            new RetryingPageSource(new LimitedPageSource(new EbsPageSource(client), limiter), settings.RetryTimeout, log, time)
            {
                RefreshCredentials = () => Refresh(credentials.Credentials),
            },
            limiter,
            $"Endpoint {endpoint}, Region {region.Region.SystemName} (from {region.Source}), credentials from {credentials.Source}.");
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }

    private static bool Refresh(AWSCredentials credentials)
    {
        if (credentials is not RefreshingAWSCredentials refreshing)
            return false;

        refreshing.ClearCredentials();
        return true;
    }
}
