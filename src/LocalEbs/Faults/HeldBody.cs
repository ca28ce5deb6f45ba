using LocalEbs.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalEbs.Faults;

/// <summary>
/// Holds a proper answer back, to send it otherwise. Refusals stay as they are, and the log says no fault then.
/// </summary>
internal static class HeldBody
{
    /// <param name="sendAsync">Sends the body of the proper answer; the response has all headers of that.</param>
    public static FaultEffect Send(Func<FaultScene, byte[], Task> sendAsync) => async scene =>
    {
        byte[] body = await HoldBackAsync(scene).ConfigureAwait(false);
        await sendAsync(scene, body).ConfigureAwait(false);
    };

    /// <summary>Sends another body, with the Content-Length that it has.</summary>
    /// <param name="replace">Makes it of the proper one; null where that cannot be, to send the proper one.</param>
    /// <param name="contentType">What it claims to be; what the proper one does unless given.</param>
    public static FaultEffect Replace(
        Func<FaultScene, byte[], byte[]?> replace, string? contentType = null) => Send((scene, body) =>
    {
        if (replace(scene, body) is { } replacement)
        {
            return scene.Exchange.AnswerAsync(contentType ?? scene.Response.ContentType, replacement);
        }

        scene.Record.Fault = null;
        return scene.Exchange.AnswerAsync(scene.Response.ContentType, body);
    });

    private static async Task<byte[]> HoldBackAsync(FaultScene scene)
    {
        IFeatureCollection features = scene.Exchange.Http.Features;
        IHttpResponseBodyFeature network = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var held = new MemoryStream();
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(held));
        try
        {
            await scene.ProceedAsync().ConfigureAwait(false);
        }
        catch (EbsException)
        {
            scene.Record.Fault = null;
            throw;
        }
        finally
        {
            features.Set(network);
        }

        return held.ToArray();
    }
}
