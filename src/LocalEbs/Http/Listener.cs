using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LocalEbs.Http;

/// <summary>
/// Kestrel on a port of 127.0.0.1, from its start to its stop. Without a host, which would take signals and longer to
/// start.
/// </summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly KestrelServer _kestrel;

    private Listener(KestrelServer kestrel)
    {
        _kestrel = kestrel;
        Address = new Uri(kestrel.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
    }

    public Uri Address { get; }

    /// <param name="handle">Answers the requests.</param>
    /// <param name="port">0 takes a free one.</param>
    /// <param name="flushesToSocket">
    /// Whether a flush waits until the socket has what was written: else a fault in mid-body may overtake that.
    /// </param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<Listener> StartAsync(
        RequestDelegate handle, int port, bool flushesToSocket, CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportOptions();
        transport.MaxWriteBufferSize = flushesToSocket ? 1 : transport.MaxWriteBufferSize;
        var kestrel = new KestrelServer(
            Options.Create(options),
            new SocketTransportFactory(Options.Create(transport), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
        try
        {
            await kestrel.StartAsync(new Application(handle), cancellationToken).ConfigureAwait(false);
            return new Listener(kestrel);
        }
        catch
        {
            kestrel.Dispose();
            throw;
        }
    }

    /// <summary>Stops at once; requests in flight are broken off.</summary>
    public async ValueTask DisposeAsync()
    {
        await _kestrel.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _kestrel.Dispose();
    }

    private sealed class Application(RequestDelegate handle) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => handle(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
