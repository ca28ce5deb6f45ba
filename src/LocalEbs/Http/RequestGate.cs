using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http;

/// <summary>What every request passes, in this order: it is noted, held back, checked for its signature, and answered.</summary>
internal sealed class RequestGate(LocalEbsOptions options, RequestLog log, SignatureVerifier signatures, TimeProvider time)
{
    public async Task PassAsync(HttpContext context, Func<Task> answer)
    {
        SeenRequest seen = log.Begin(context);
        context.Response.Headers["x-amzn-RequestId"] = context.TraceIdentifier;
        try
        {
            if (options.Latency > TimeSpan.Zero)
                await Task.Delay(options.Latency, time, context.RequestAborted).ConfigureAwait(false);

            signatures.Verify(context);
            await answer().ConfigureAwait(false);
            log.End(seen, context.Response.StatusCode, context.RequestAborted.IsCancellationRequested);
        }
        catch (ServiceError error)
        {
            log.End(seen, (int)error.Status, aborted: false, error);
            await ErrorWriter.WriteAsync(context, error).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            log.End(seen, status: null, aborted: true);
        }
    }
}
