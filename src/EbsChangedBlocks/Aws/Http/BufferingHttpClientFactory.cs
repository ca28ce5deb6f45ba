using Amazon.Runtime;

namespace EbsChangedBlocks.Aws.Http;

/// <summary>Gives the SDK one HttpClient whose answers arrive whole.</summary>
internal sealed class BufferingHttpClientFactory : HttpClientFactory, IDisposable
{
    private readonly HttpClient _client;

    public BufferingHttpClientFactory(IClientConfig config)
    {
        var transport = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ServerCertificateCustomValidationCallback = CertificateCheck.Accept,
            Proxy = config.GetWebProxy(),
        };

        // The requests have a time-out of their own, over the body too.
        _client = new HttpClient(new PageFormCheck(new BufferingHandler(new RedirectRefusal(new SendOnce(transport)))))
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public void Dispose() => _client.Dispose();

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
}
