using LocalEbs.Http;

namespace LocalEbs.Faults.Refusals;

/// <summary>Refuses a page token for its age. A request without one is answered: there is nothing to refuse.</summary>
internal sealed class PageTokenRefusal : IFaultEffect
{
    public Task ApplyAsync(FaultScene scene, Func<Exchange, Task> next)
    {
        if (scene.Exchange.Record.HasPageToken)
            throw EbsErrors.InvalidPageToken();

        scene.Exchange.Record.Fault = null;
        return next(scene.Exchange);
    }
}
