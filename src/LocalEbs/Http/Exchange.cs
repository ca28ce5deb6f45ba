using LocalEbs.Faults;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http;

/// <summary>One request on its way to an answer.</summary>
/// <param name="Http">The request and the response.</param>
/// <param name="Request">What it asks for.</param>
/// <param name="Record">What the request log says of it.</param>
/// <param name="Latency">Completes when the latency since its arrival is over.</param>
internal sealed record Exchange(HttpContext Http, EbsRequest Request, RequestRecord Record, Task Latency)
{
    /// <summary>The fault that the script has for it.</summary>
    public ChosenFault? Fault { get; init; }

    public CancellationToken Aborted => Http.RequestAborted;
}
