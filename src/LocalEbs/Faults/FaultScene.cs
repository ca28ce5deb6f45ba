using LocalEbs.Http;

namespace LocalEbs.Faults;

/// <summary>What a fault has to do with.</summary>
/// <param name="Exchange">The request that it hits.</param>
/// <param name="Time">The server's clock.</param>
/// <param name="Chance">A number that looks random, the same each time the script runs.</param>
internal sealed record FaultScene(Exchange Exchange, TimeProvider Time, ulong Chance)
{
    public Task WaitAsync(TimeSpan time) => Task.Delay(time, Time, Exchange.Aborted);
}
