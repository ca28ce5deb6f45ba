using System.Text;
using LocalEbs.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace LocalEbs.Faults.Refusals;

/// <summary>Answers as a proxy or load balancer in front of the service does: in HTML, with no error code.</summary>
internal sealed class ProxyErrorEffect(int status, TimeSpan? retryAfter) : IFaultEffect
{
    public async Task ApplyAsync(FaultScene scene, Func<Exchange, Task> next)
    {
        HttpResponse response = scene.Exchange.Http.Response;
        string title = $"{status} {ReasonPhrases.GetReasonPhrase(status)}";
        byte[] body = Encoding.ASCII.GetBytes(
            $"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>");
        RetryAfterHeaders.Add(response, retryAfter);
        response.StatusCode = status;
        response.ContentType = "text/html";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, scene.Exchange.Aborted).ConfigureAwait(false);
    }
}
