namespace EbsChangedBlocks.Aws.Http;

/// <summary>
/// Keeps the transport from sending a request again by itself where its connection ends before an answer. It does so up
/// to three times, unseen and uncounted, for requests without a body alone; an empty body is one.
/// </summary>
/// <remarks>
/// Source: RequestRetryType in
/// https://github.com/dotnet/runtime/tree/main/src/libraries/System.Net.Http/src/System/Net/Http/SocketsHttpHandler
/// </remarks>
internal sealed class SendOnce(HttpMessageHandler transport) : DelegatingHandler(transport)
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Content ??= new ByteArrayContent([]);
        return base.SendAsync(request, cancellationToken);
    }
}
