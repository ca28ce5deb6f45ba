using LocalEbs.Faults.Connections;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Faults.Bodies;

/// <summary>Announces the whole body, sends half of it and ends the connection.</summary>
/// <param name="resets">Whether by RST. Else by FIN, which Kestrel sends of its own where a body is too short.</param>
internal sealed class CutBody(bool resets) : BodyEffect
{
    protected override async Task SendAsync(FaultScene scene, byte[] body)
    {
        HttpResponse response = scene.Exchange.Http.Response;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body.AsMemory(0, body.Length / 2), scene.Exchange.Aborted).ConfigureAwait(false);
        await response.Body.FlushAsync(scene.Exchange.Aborted).ConfigureAwait(false);
        scene.Exchange.Record.IsBroken = true;
        if (resets)
        {
            BrokenConnection.Reset(scene.Exchange);
        }
    }
}
