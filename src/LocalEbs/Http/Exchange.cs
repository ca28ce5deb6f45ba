using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http;

/// <summary>One request on its way to an answer.</summary>
internal sealed record Exchange(HttpContext Http, EbsRequest Request, RequestRecord Record)
{
    public CancellationToken Aborted => Http.RequestAborted;
}
