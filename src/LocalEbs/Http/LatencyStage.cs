namespace LocalEbs.Http;

/// <summary>Lets every request wait, counted from its arrival, as if the endpoint were far away.</summary>
internal sealed class LatencyStage(TimeSpan latency, TimeProvider time) : IStage
{
    public async Task InvokeAsync(Exchange exchange, Func<Exchange, Task> next)
    {
        TimeSpan left = latency - time.GetElapsedTime(exchange.Arrival);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, time, exchange.Aborted).ConfigureAwait(false);
        }

        await next(exchange).ConfigureAwait(false);
    }
}
