using LocalEbs.Faults;
using LocalEbs.Http.Signing;
using LocalEbs.Operations;
using LocalEbs.Quotas;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalEbs.Http;

/// <summary>Takes requests from Kestrel through the stages to their operation, and keeps the record of them.</summary>
internal sealed class EbsApplication : IHttpApplication<HttpContext>
{
    private readonly RequestLog _requests;
    private readonly TimeSpan _latency;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly FaultChooser _faults;
    private readonly Func<Exchange, Task> _handle;

    public EbsApplication(LocalEbsOptions options, RequestLog requests, TimeProvider time)
    {
        _requests = requests;
        _latency = options.Latency;
        _time = time;
        _started = time.GetTimestamp();
        _faults = new FaultChooser(options.Faults, options.Seed);
        IStage[] stages =
        [
            new ErrorStage(options.Diagnostics),
            new HostStage(),
            new LatencyStage(),
            new FaultStage(time),
            new SignatureStage(new SignatureVerifier(options, time)),
            new QuotaStage(options.Quota, time),
        ];
        _handle = stages.Reverse().Aggregate(
            (Func<Exchange, Task>)new OperationRouter(options, time).InvokeAsync,
            (next, stage) => exchange => stage.InvokeAsync(exchange, next));
    }

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public async Task ProcessRequestAsync(HttpContext context)
    {
        EbsRequest request = EbsRequest.Of(context);
        var record = new RequestRecord(context.Request.Method, _time.GetUtcNow())
        {
            Target = request.Redacted,
            Operation = request.Operation,
            SnapshotId = request.SnapshotId,
            FirstSnapshotId = request.Query["firstSnapshotId"],
            HasPageToken = request.Query["pageToken"] is not null,
        };
        context.Response.Headers["x-amzn-RequestId"] = record.RequestId;
        context.Response.Headers.Date = record.StartedAt.ToString("R");
        long arrival = _time.GetTimestamp();

        // Begun before the request is announced: whoever then moves the clock moves it for this request too.
        Task latency = Task.Delay(_latency, _time, context.RequestAborted);
        _requests.Start(record);
        ChosenFault? fault = _faults.Choose(
            record.Operation, record.ListingNumber, record.OperationNumber, _time.GetElapsedTime(_started, arrival));
        try
        {
            await _handle(new Exchange(context, request, record, latency) { Fault = fault }).ConfigureAwait(false);
            if (!record.IsBroken)
            {
                await context.Response.CompleteAsync().ConfigureAwait(false);
            }

            record.Status = record.IsBroken && !context.Response.HasStarted ? null : context.Response.StatusCode;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer; the record below says so.
        }
        finally
        {
            record.IsCancelled = !record.IsBroken && context.RequestAborted.IsCancellationRequested;
            _requests.Complete(record, _time.GetElapsedTime(arrival));
        }
    }

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }
}
