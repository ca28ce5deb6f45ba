using Microsoft.AspNetCore.Http;

namespace LocalEbs.Faults.Bodies;

/// <summary>Sends the body no faster than so many bytes a second, a tenth of them at a time.</summary>
internal sealed class SlowBody(long bytesPerSecond) : BodyEffect
{
    private const int PartsPerSecond = 10;

    protected override async Task SendAsync(FaultScene scene, byte[] body)
    {
        HttpResponse response = scene.Exchange.Http.Response;
        int part = (int)Math.Clamp(bytesPerSecond / PartsPerSecond, 1, body.Length + 1);
        TimeSpan pause = TimeSpan.FromSeconds((double)part / bytesPerSecond);
        await response.Body.FlushAsync(scene.Exchange.Aborted).ConfigureAwait(false);
        for (int sent = 0; sent < body.Length; sent += part)
        {
            await scene.WaitAsync(pause).ConfigureAwait(false);
            await response.Body.WriteAsync(
                body.AsMemory(sent, Math.Min(part, body.Length - sent)), scene.Exchange.Aborted).ConfigureAwait(false);
            await response.Body.FlushAsync(scene.Exchange.Aborted).ConfigureAwait(false);
        }
    }
}
