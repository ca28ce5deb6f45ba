using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalEbs.Http;

/// <summary>One request on its way to an answer.</summary>
/// <param name="Http">The request and the response.</param>
/// <param name="Request">What it asks for.</param>
/// <param name="Record">What the request log says of it.</param>
/// <param name="Arrival">The timestamp of its arrival.</param>
/// <param name="Latency">Completes when the latency since its arrival is over.</param>
internal sealed record Exchange(
    HttpContext Http, EbsRequest Request, RequestRecord Record, long Arrival, Task Latency)
{
    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>Whether another block than the one asked for is still to be sent.</summary>
    public bool WantsOtherBlock { get; set; }

    public static Exchange Of(HttpContext http) => http.Features.GetRequiredFeature<Exchange>();

    /// <summary>Sends a body and its length.</summary>
    public async Task AnswerAsync(string? contentType, ReadOnlyMemory<byte> body)
    {
        Http.Response.ContentType = contentType;
        Http.Response.ContentLength = body.Length;
        await Http.Response.Body.WriteAsync(body, Aborted).ConfigureAwait(false);
    }
}
