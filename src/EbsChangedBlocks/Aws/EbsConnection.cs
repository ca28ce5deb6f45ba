using System.Net;
using Amazon.EBS;
using Amazon.Runtime;
using EbsChangedBlocks.Aws.Configuration;
using EbsChangedBlocks.Aws.Credentials;
using EbsChangedBlocks.Aws.Endpoints;
using EbsChangedBlocks.Aws.Http;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Reading;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Aws;

/// <summary>A client that is ready to list and to read, and what sends its requests.</summary>
internal sealed class EbsConnection : IDisposable
{
    /// <summary>How long no byte of a block may come: of 64 that share a line each takes its time.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    private readonly AmazonEBSClient _client;
    private readonly BufferingHttpClientFactory _http;

    private EbsConnection(
        AmazonEBSClient client,
        BufferingHttpClientFactory http,
        RequestRunner requests,
        Func<double, RequestRunner> reads,
        string? region,
        string description)
    {
        _client = client;
        _http = http;
        Pages = new EbsPageSource(client);
        Blocks = new EbsBlockSource(client);
        Requests = requests;
        Reads = reads;
        Region = region;
        Description = description;
    }

    public IPageSource Pages { get; }

    public IBlockSource Blocks { get; }

    /// <summary>
    /// Sends the list requests, under the limiter of all who share the account's quota in this process.
    /// </summary>
    public RequestRunner Requests { get; }

    /// <summary>
    /// Sends the requests for blocks, under a limiter that all who read share in the same way, at so many a second from
    /// now on.
    /// </summary>
    public Func<double, RequestRunner> Reads { get; }

    /// <summary>The Region; null where nothing named one, as at an endpoint that stands for itself.</summary>
    public string? Region { get; }

    /// <summary>Endpoint, Region and where both they and the credentials came from.</summary>
    public string Description { get; }

    /// <summary>
    /// Finds credentials, Region and endpoint. May wait for a process, a sign-in service or the instance's metadata.
    /// </summary>
    /// <exception cref="EbsChangedBlocksException">One of them is missing or cannot be used.</exception>
    public static async Task<EbsConnection> OpenAsync(
        ConnectionSettings settings, IRequestLog log, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            CredentialResolver.RefuseSeveral(settings);
            AmazonEBSConfig config = EndpointResolver.Configure(settings);
            IWebProxy? stored = StoredProxy.Read(settings.StoredProxy);
            var proxy = new ProxyWithoutUserInfo(stored ?? HttpClient.DefaultProxy);
            config.SetWebProxy(proxy);
            CustomEndpoint? custom = EndpointResolver.FindCustom(settings, config);
            ResolvedRegion region = RegionResolver.Resolve(settings, isOptional: custom is not null);
            SourcedCredentials credentials = CredentialResolver.Resolve(settings, region.Region, proxy);
            credentials.Stopping = cancellationToken;
            string endpoint = EndpointResolver.Apply(config, region.Region, custom);

            // Asked for here and not by the first request, so that what they lack is said before a listing begins.
            ImmutableCredentials keys = await credentials.GetCredentialsAsync().ConfigureAwait(false);
            string account = keys.AccountId is { Length: > 0 } id ? id
                : credentials.SharesQuota ? credentials.Source
                : keys.AccessKey;
            string quotaRegion = custom is null ? region.Region.SystemName : endpoint;
            string description = $"Endpoint {endpoint}{(custom is null ? "" : $" (from {custom.Source})")}, "
                + $"Region {region.Region.SystemName} (from {region.Source}), credentials from {credentials.Source}"
                + $"{(stored is null ? "" : ", by way of the proxy in $AWSProxy")}.";
            var http = new BufferingHttpClientFactory(config);
            config.HttpClientFactory = http;
            RequestPace lists = settings.RequestsPerSecond is double said
                ? RequestPace.Of(said)
                : ListQuota.DefaultPace;
            return new EbsConnection(
                new AmazonEBSClient(credentials, config),
                http,
                Runner(ListQuota.Quota, lists, longestSilence: null),
                blocksPerSecond => Runner(ReadQuota.Quota, RequestPace.Of(blocksPerSecond), LongestSilence),
                region.IsNamed ? region.Region.SystemName : null,
                description);

            RequestRunner Runner(RequestQuota quota, RequestPace pace, TimeSpan? longestSilence) => new(
                SharedLimiters.For(quota, account, quotaRegion, pace),
                new Uri(endpoint).Authority,
                settings.RetryTimeout,
                log,
                time)
            {
                LongestSilence = longestSilence,
                RefreshCredentials = credentials.Refresh,
            };
        }
        catch (Exception e) when (ConfigurationFailure.Is(e))
        {
            throw ConfigurationFailure.Of(e);
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
    }
}
