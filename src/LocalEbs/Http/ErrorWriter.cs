using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http;

/// <summary>Sends a refusal: the code in a header, message and reason in the body.</summary>
internal static class ErrorWriter
{
    public static async Task WriteAsync(HttpContext context, ServiceError error)
    {
        context.Response.Clear();
        context.Response.StatusCode = (int)error.Status;
        context.Response.ContentType = "application/json";
        context.Response.Headers["x-amzn-ErrorType"] = error.Code;
        context.Response.Headers["x-amzn-RequestId"] = context.TraceIdentifier;
        var body = new Dictionary<string, string> { ["Message"] = error.Message };
        if (error.Reason is string reason)
            body["Reason"] = reason;

        byte[] json = JsonSerializer.SerializeToUtf8Bytes(body);
        context.Response.ContentLength = json.Length;
        await context.Response.Body.WriteAsync(json, context.RequestAborted).ConfigureAwait(false);
    }
}
