using System.Net;
using LocalEbs.Http;
using LocalEbs.Snapshots;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LocalEbs;

/// <summary>
/// An EBS direct API endpoint on 127.0.0.1. It runs on Kestrel alone, without a host, so that no configuration file,
/// environment variable or signal has a say in it.
/// </summary>
public sealed class LocalEbsServer : IAsyncDisposable
{
    private readonly KestrelServer _kestrel;

    private LocalEbsServer(KestrelServer kestrel, RequestLog requests, IReadOnlyList<Snapshot> snapshots)
    {
        _kestrel = kestrel;
        Requests = requests;
        Snapshots = snapshots;
        Endpoint = new Uri(kestrel.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
    }

    /// <summary>The endpoint URL to give to clients.</summary>
    public Uri Endpoint { get; }

    /// <summary>The requests seen so far.</summary>
    public RequestLog Requests { get; }

    /// <summary>The snapshots served.</summary>
    public IReadOnlyList<Snapshot> Snapshots { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="options">What to serve, and how.</param>
    /// <param name="timeProvider">The clock for tokens, signatures and latency; the system's unless given.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ArgumentException">Two snapshots have the same id.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<LocalEbsServer> StartAsync(
        LocalEbsOptions options, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var requests = new RequestLog();
        var application = new EbsApplication(options, requests, timeProvider ?? TimeProvider.System);
        var kestrelOptions = new KestrelServerOptions { AddServerHeader = false };
        kestrelOptions.Listen(IPAddress.Loopback, options.Port, listen => listen.Protocols = HttpProtocols.Http1);
        var kestrel = new KestrelServer(
            Options.Create(kestrelOptions),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
        try
        {
            await kestrel.StartAsync(application, cancellationToken).ConfigureAwait(false);
            return new LocalEbsServer(kestrel, requests, options.Snapshots);
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
}
