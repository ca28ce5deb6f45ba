using System.Net;
using LocalEbs.Http;
using LocalEbs.Listing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalEbs;

/// <summary>
/// The EBS direct APIs on loopback. Behaves as the service is documented to; see docs/design.md for what the documentation leaves open.
/// </summary>
public sealed class LocalEbsServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private LocalEbsServer(WebApplication application, RequestLog requests)
    {
        _application = application;
        Requests = requests;
        Endpoint = new Uri(application.Urls.Single());
    }

    /// <summary>Where it listens, such as http://127.0.0.1:4599.</summary>
    public Uri Endpoint { get; }

    /// <summary>What it was asked.</summary>
    public RequestLog Requests { get; }

    /// <summary>Starts an endpoint inside this process.</summary>
    /// <param name="options">What to serve.</param>
    /// <param name="time">The clock for signatures, tokens and latency; the system's if null.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<LocalEbsServer> StartAsync(LocalEbsOptions options, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        time ??= TimeProvider.System;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Logging.ClearProviders();
        WebApplication application = builder.Build();
        var requests = new RequestLog(time);
        Map(application, options, requests, time);
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return new LocalEbsServer(application, requests);
    }

    /// <summary>Stops listening and ends what is under way.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync().ConfigureAwait(false);
        await _application.StopAsync(now.Token).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Ends when the process is asked to stop, by Ctrl+C or SIGTERM.</summary>
    internal Task WaitForShutdownAsync(CancellationToken cancellationToken) => ((IHost)_application).WaitForShutdownAsync(cancellationToken);

    private static void Map(WebApplication application, LocalEbsOptions options, RequestLog requests, TimeProvider time)
    {
        var catalog = new SnapshotCatalog(options.Snapshots);
        var blockTokens = new BlockTokens();
        var lists = new ListOperations(
            catalog, new WindowLength(options.ShortWindows, options.Seed), new PageTokens(time), new PageWriter(blockTokens, time));
        var reads = new ReadOperation(catalog, blockTokens, time);
        var gate = new RequestGate(options, requests, new SignatureVerifier(options, time), time);

        application.Use((context, next) => gate.PassAsync(context, next));
        application.UseRouting();
        MapGet(application, "/snapshots/{id}/changedblocks", context => lists.ListChangedBlocksAsync(context, Value(context, "id")));
        MapGet(application, "/snapshots/{id}/blocks", context => lists.ListSnapshotBlocksAsync(context, Value(context, "id")));
        MapGet(application, "/snapshots/{id}/blocks/{index}", context => reads.GetSnapshotBlockAsync(context, Value(context, "id"), Value(context, "index")));
        application.MapFallback(_ => throw ServiceError.UnknownOperation());
    }

    private static void MapGet(WebApplication application, string pattern, RequestDelegate answer) =>
        application.MapMethods(pattern, [HttpMethods.Get], answer);

    private static string Value(HttpContext context, string name) => (string)context.GetRouteValue(name)!;
}
