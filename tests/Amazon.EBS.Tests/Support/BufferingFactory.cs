using System.Net;
using Amazon.Runtime;

namespace Amazon.EBS.Tests.Support;

/// <summary>Reads bodies whole before the client sees them, into an array that the client may read in place.</summary>
internal sealed class BufferingFactory(Func<byte[], MemoryStream>? expose = null) : HttpClientFactory
{
    /// <summary>The arrays handed out, oldest first.</summary>
    internal List<byte[]> Buffers { get; } = [];

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this));

    private MemoryStream Expose(byte[] body)
    {
        Buffers.Add(body);
        return expose?.Invoke(body)
            ?? new MemoryStream(body, 0, body.Length, writable: false, publiclyVisible: true);
    }

    private sealed class Handler(BufferingFactory factory) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            var network = response.Content;
            var buffered = new Content(factory.Expose(await network.ReadAsByteArrayAsync(cancellationToken)));
            foreach (var header in network.Headers)
            {
                buffered.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            network.Dispose();
            response.Content = buffered;
            return response;
        }
    }

    // StreamContent and ByteArrayContent of the framework both hide the array.
    private sealed class Content(MemoryStream body) : HttpContent
    {
        protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult<Stream>(body);

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            throw new NotSupportedException();

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
