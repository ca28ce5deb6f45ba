namespace LocalEbs.Http;

/// <summary>Lets every request wait, counted from its arrival, as if the endpoint were far away.</summary>
internal sealed class LatencyStage : IStage
{
    public async Task InvokeAsync(Exchange exchange, Func<Exchange, Task> next)
    {
        await exchange.Latency.ConfigureAwait(false);
        await next(exchange).ConfigureAwait(false);
    }
}
