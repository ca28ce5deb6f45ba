using LocalEbs.Http;

namespace LocalEbs.Faults.Refusals;

/// <summary>Answers an error of the service instead of what was asked for.</summary>
internal sealed class RefusalEffect(Func<Exchange, EbsException> error, TimeSpan? retryAfter = null) : IFaultEffect
{
    public Task ApplyAsync(FaultScene scene, Func<Exchange, Task> next)
    {
        RetryAfterHeaders.Add(scene.Exchange.Http.Response, retryAfter);
        throw error(scene.Exchange);
    }
}
