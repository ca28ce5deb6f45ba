using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http;

/// <summary>Keeps the record of each request, from its arrival to the end of its answer.</summary>
internal sealed class LogMiddleware(RequestLog log, TimeSpan latency, TimeProvider time)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        EbsRequest request = EbsRequest.Of(context);
        var record = new RequestRecord(request, time.GetUtcNow());
        context.Response.Headers["x-amzn-RequestId"] = record.RequestId;
        context.Response.Headers.Date = record.StartedAt.ToString("R");
        long arrival = time.GetTimestamp();

        // Begun before the request is announced: whoever then moves the clock moves it for this request too.
        Task delay = Task.Delay(latency, time, context.RequestAborted);
        context.Features.Set(new Exchange(context, request, record, arrival, delay));
        log.Start(record);
        try
        {
            await next(context).ConfigureAwait(false);
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
            log.Complete(record, time.GetElapsedTime(arrival));
        }
    }
}
