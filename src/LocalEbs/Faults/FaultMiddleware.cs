using LocalEbs.Http;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Faults;

/// <summary>Lets the fault happen that the rules have for a request.</summary>
internal sealed class FaultMiddleware(IReadOnlyList<FaultRule> rules, long seed, TimeProvider time)
{
    private readonly FaultChooser _chooser = new(rules, seed);
    private readonly long _started = time.GetTimestamp();

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        Exchange exchange = Exchange.Of(context);
        RequestRecord record = exchange.Record;
        TimeSpan uptime = time.GetElapsedTime(_started, exchange.Arrival);
        ChosenFault? chosen = _chooser.Choose(
            record.Operation, record.ListingNumber, record.OperationNumber, uptime);
        if (chosen is null)
        {
            return next(context);
        }

        record.Fault = chosen.Fault.Name;
        return chosen.Fault.Effect(new FaultScene(exchange, next, time, chosen.Chance));
    }
}
