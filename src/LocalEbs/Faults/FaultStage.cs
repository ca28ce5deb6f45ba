using LocalEbs.Http;

namespace LocalEbs.Faults;

/// <summary>Lets the fault happen that was chosen for a request when it arrived.</summary>
internal sealed class FaultStage(TimeProvider time) : IStage
{
    public Task InvokeAsync(Exchange exchange, Func<Exchange, Task> next)
    {
        if (exchange.Fault is not { } chosen)
        {
            return next(exchange);
        }

        exchange.Record.Fault = chosen.Fault.Name;
        return chosen.Fault.Effect.ApplyAsync(new FaultScene(exchange, time, chosen.Chance), next);
    }
}
