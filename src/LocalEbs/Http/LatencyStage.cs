namespace LocalEbs.Http;

/// <summary>Lets every request wait as if the endpoint were far away.</summary>
internal sealed class LatencyStage(TimeSpan latency, TimeProvider time) : IStage
{
    public async Task InvokeAsync(Exchange exchange, Func<Exchange, Task> next)
    {
        if (latency > TimeSpan.Zero)
        {
            await Task.Delay(latency, time, exchange.Aborted).ConfigureAwait(false);
        }

        await next(exchange).ConfigureAwait(false);
    }
}
