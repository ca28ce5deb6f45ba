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
    private readonly LocalEbsOptions _options;
    private readonly RequestDelegate _handle;
    private Listener? _listener;

    private LocalEbsServer(LocalEbsOptions options, RequestLog requests, RequestDelegate handle, Listener listener)
    {
        _options = options;
        _handle = handle;
        _listener = listener;
        Requests = requests;
        Endpoint = listener.Address;
    }

    /// <summary>The endpoint URL to give to clients.</summary>
    public Uri Endpoint { get; }

    /// <summary>The requests seen so far.</summary>
    public RequestLog Requests { get; }

    /// <summary>The snapshots served.</summary>
    public IReadOnlyList<Snapshot> Snapshots => _options.Snapshots;

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
        Listener listener = await Listener
            .StartAsync(handle, options.Port, options.Faults.Count > 0, cancellationToken).ConfigureAwait(false);
        return new LocalEbsServer(options, requests, handle, listener);
    }

    /// <summary>
    /// Breaks off all connections and refuses new ones until <see cref="ResumeAsync"/>. What the server knows stays,
    /// such as its tokens, its quota and its log. Not to be called by several threads at once.
    /// </summary>
    public async Task PauseAsync()
    {
        if (Interlocked.Exchange(ref _listener, null) is { } listener)
        {
            await listener.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Accepts connections again, on the same port.</summary>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="IOException">Somebody else has taken the port.</exception>
    public async Task ResumeAsync(CancellationToken cancellationToken = default) =>
        _listener ??= await Listener
            .StartAsync(_handle, Endpoint.Port, _options.Faults.Count > 0, cancellationToken).ConfigureAwait(false);

    /// <summary>Stops at once; requests in flight are broken off.</summary>
    public ValueTask DisposeAsync() => new(PauseAsync());

    private static RequestDelegate Pipeline(LocalEbsOptions options, RequestLog requests, TimeProvider time)
    {
        var windows = new WindowSizes(options.ShortWindows, options.Seed);
        var operations = new OperationRouter(
            options.Snapshots,
            windows,
            options.RefuseEmptySnapshots,
            options.RefuseEarlierBlockTokens,
            options.PageCache,
            time);
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
            .Use(new QuotaMiddleware(
                options.Quota,
                options.ReadQuota,
                options.SnapshotReadQuota,
                options.Snapshots.Select(snapshot => snapshot.Id),
                time).InvokeAsync)
            .Run(operations.InvokeAsync);
        return pipeline.Build();
    }

    // A container would be a tenth of the time in which the server starts.
    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
