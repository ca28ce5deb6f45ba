using Microsoft.AspNetCore.Http;

namespace LocalEbs.Faults.Bodies;

/// <summary>
/// Makes the body longer than any page is by spaces before its last bracket: JSON still, and made as it is sent.
/// </summary>
/// <param name="size">Bytes, announced by Content-Length; null for no end, which nothing announces.</param>
internal sealed class PaddedBody(long? size) : BodyEffect
{
    private static readonly byte[] Spaces = [.. Enumerable.Repeat((byte)' ', 64 * 1024)];

    protected override async Task SendAsync(FaultScene scene, byte[] body)
    {
        HttpResponse response = scene.Exchange.Http.Response;
        CancellationToken aborted = scene.Exchange.Aborted;
        response.ContentLength = size is { } whole ? Math.Max(whole, body.Length) : null;
        await response.Body.WriteAsync(body.AsMemory(..^1), aborted).ConfigureAwait(false);
        long left = response.ContentLength - body.Length ?? long.MaxValue;
        for (; left > 0; left -= Spaces.Length)
        {
            int part = (int)Math.Min(left, Spaces.Length);
            await response.Body.WriteAsync(Spaces.AsMemory(0, part), aborted).ConfigureAwait(false);
        }

        await response.Body.WriteAsync(body.AsMemory(^1..), aborted).ConfigureAwait(false);
    }
}
