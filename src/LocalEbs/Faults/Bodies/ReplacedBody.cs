using Microsoft.AspNetCore.Http;

namespace LocalEbs.Faults.Bodies;

/// <summary>Sends another body, with the Content-Length that it has.</summary>
/// <param name="replace">Makes it of the proper one; null where that cannot be, to send the proper one.</param>
/// <param name="contentType">What it claims to be.</param>
internal sealed class ReplacedBody(
    Func<FaultScene, byte[], byte[]?> replace, string contentType = "application/json") : BodyEffect
{
    protected override async Task SendAsync(FaultScene scene, byte[] body)
    {
        byte[]? replacement = replace(scene, body);
        if (replacement is null)
        {
            scene.Exchange.Record.Fault = null;
        }

        HttpResponse response = scene.Exchange.Http.Response;
        response.ContentType = replacement is null ? response.ContentType : contentType;
        response.ContentLength = (replacement ?? body).Length;
        await response.Body.WriteAsync(replacement ?? body, scene.Exchange.Aborted).ConfigureAwait(false);
    }
}
