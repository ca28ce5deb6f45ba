using LocalEbs.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalEbs.Faults.Bodies;

/// <summary>
/// Holds a proper answer back, to send it otherwise. Refusals stay as they are, and the log says no fault then.
/// </summary>
internal abstract class BodyEffect : IFaultEffect
{
    public async Task ApplyAsync(FaultScene scene, Func<Exchange, Task> next)
    {
        byte[] body = await HoldBackAsync(scene.Exchange, next).ConfigureAwait(false);
        await SendAsync(scene, body).ConfigureAwait(false);
    }

    /// <param name="scene">The request; its response has all headers of the proper answer.</param>
    /// <param name="body">The body of the proper answer.</param>
    protected abstract Task SendAsync(FaultScene scene, byte[] body);

    private static async Task<byte[]> HoldBackAsync(Exchange exchange, Func<Exchange, Task> next)
    {
        IFeatureCollection features = exchange.Http.Features;
        IHttpResponseBodyFeature network = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var held = new MemoryStream();
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(held));
        try
        {
            await next(exchange).ConfigureAwait(false);
        }
        catch (EbsException)
        {
            exchange.Record.Fault = null;
            throw;
        }
        finally
        {
            features.Set(network);
        }

        return held.ToArray();
    }
}
