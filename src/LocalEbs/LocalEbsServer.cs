using LocalEbs.Faults;
using LocalEbs.Http;
using LocalEbs.Listing;
using LocalEbs.Operations;
using LocalEbs.Signing;
using LocalEbs.Snapshots;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace LocalEbs;

/// <summary>
/// An EBS direct API endpoint on 127.0.0.1. It runs on Kestrel alone, without a host, so that no configuration file,
/// environment variable or signal has a say in it.
/// </summary>
public sealed class LocalEbsServer : IAsyncDisposable
{
    private readonly RequestDelegate _handle;
    private readonly bool _flushesToSocket;
    private Listener? _listener;

    private LocalEbsServer(
        RequestDelegate handle,
        bool flushesToSocket,
        Listener listener,
        RequestLog requests,
        IReadOnlyList<Snapshot> snapshots)
    {
        _handle = handle;
        _flushesToSocket = flushesToSocket;
        _listener = listener;
        Requests = requests;
        Snapshots = snapshots;
        Endpoint = listener.Address;
    }

    /// <summary>The endpoint URL to give to clients.</summary>
    public Uri Endpoint { get; }

    /// <summary>The requests seen so far.</summary>
    public RequestLog Requests { get; }

    /// <summary>The snapshots served.</summary>
    public IReadOnlyList<Snapshot> Snapshots { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="options">What to serve, and how.</param>
    /// <param name="timeProvider">The clock for all that depends on time; the system's unless given.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ArgumentException">Two snapshots have the same id.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<LocalEbsServer> StartAsync(
        LocalEbsOptions options, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var requests = new RequestLog();
        RequestDelegate handle = Pipeline(options, requests, timeProvider ?? TimeProvider.System);
        bool flushesToSocket = options.Faults.Count > 0;
        Listener listener = await Listener.StartAsync(handle, options.Port, flushesToSocket, cancellationToken)
            .ConfigureAwait(false);
        return new LocalEbsServer(handle, flushesToSocket, listener, requests, options.Snapshots);
    }

    /// <summary>
    /// Breaks off all connections and refuses new ones until <see cref="ResumeAsync"/>. What the server knows stays,
    /// such as its tokens, its quota and its log. Not to be called by several threads at once.
    /// </summary>
    public async Task PauseAsync()
    {
        if (_listener is { } listener)
        {
            _listener = null;
            await listener.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Accepts connections again, on the same port.</summary>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">Somebody else has taken the port.</exception>
    public async Task ResumeAsync(CancellationToken cancellationToken = default) =>
        _listener ??= await Listener.StartAsync(_handle, Endpoint.Port, _flushesToSocket, cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Stops at once; requests in flight are broken off.</summary>
    public async ValueTask DisposeAsync() => await PauseAsync().ConfigureAwait(false);

    private static RequestDelegate Pipeline(LocalEbsOptions options, RequestLog requests, TimeProvider time)
    {
        var windows = new WindowSizes(options.ShortWindows, options.Seed);
        var operations = new OperationRouter(
            options.Snapshots, windows, options.RefuseEmptySnapshots, options.PageCache, time);
        var pipeline = new ApplicationBuilder(new NoServices());
        pipeline
            .Use(new LogMiddleware(requests, options.Latency, time).InvokeAsync)
            .Use(new ErrorMiddleware(options.Diagnostics).InvokeAsync)
            .Use(HostMiddleware.InvokeAsync)
            .Use(async (context, next) =>
            {
                await Exchange.Of(context).Latency.ConfigureAwait(false);
                await next(context).ConfigureAwait(false);
            })
            .Use(new FaultMiddleware(options.Faults, options.Seed, time).InvokeAsync)
            .Use(new SignatureMiddleware(
                options.Credentials, options.Region, options.MaxClockSkew, time).InvokeAsync)
            .Use(new QuotaMiddleware(options.Quota, time).InvokeAsync)
            .Run(operations.InvokeAsync);
        return pipeline.Build();
    }

    // A container would be a tenth of the time in which the server starts.
    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
