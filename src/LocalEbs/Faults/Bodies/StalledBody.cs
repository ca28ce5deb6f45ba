using Microsoft.AspNetCore.Http;

namespace LocalEbs.Faults.Bodies;

/// <summary>Sends half of the body, and the rest after a time, or never while the client waits.</summary>
internal sealed class StalledBody(TimeSpan? time) : BodyEffect
{
    protected override async Task SendAsync(FaultScene scene, byte[] body)
    {
        HttpResponse response = scene.Exchange.Http.Response;
        int half = body.Length / 2;
        await response.Body.WriteAsync(body.AsMemory(0, half), scene.Exchange.Aborted).ConfigureAwait(false);
        await response.Body.FlushAsync(scene.Exchange.Aborted).ConfigureAwait(false);
        await scene.WaitAsync(time ?? Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        await response.Body.WriteAsync(body.AsMemory(half), scene.Exchange.Aborted).ConfigureAwait(false);
    }
}
