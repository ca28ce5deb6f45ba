using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http;

/// <summary>Turns refusals and failures into the service's error responses.</summary>
internal sealed class ErrorMiddleware(TextWriter diagnostics)
{
    private static readonly JsonSerializerOptions AsTheServiceWrites =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (EbsException error)
        {
            await AnswerAsync(context, error).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await diagnostics.WriteLineAsync(error.Message).ConfigureAwait(false);
            await AnswerAsync(context, EbsErrors.Internal(error.Message)).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await diagnostics.WriteLineAsync(error.ToString()).ConfigureAwait(false);
            await AnswerAsync(context, EbsErrors.Internal("An unexpected error occurred.")).ConfigureAwait(false);
        }
    }

    private static async Task AnswerAsync(HttpContext context, EbsException error)
    {
        Exchange exchange = Exchange.Of(context);
        exchange.Record.ErrorCode = error.Code;
        context.Response.StatusCode = error.Status;
        context.Response.Headers["x-amzn-ErrorType"] = error.Code;
        await exchange.AnswerAsync("application/json", Render(error)).ConfigureAwait(false);
    }

    private static byte[] Render(EbsException error)
    {
        JsonObject body = error.TypeNamespace is { } space
            ? new() { ["__type"] = $"{space}#{error.Code}", ["message"] = error.Message }
            : new() { ["Message"] = error.Message };
        if (error.Reason is { } reason)
        {
            body["Reason"] = reason;
        }

        return JsonSerializer.SerializeToUtf8Bytes(body, AsTheServiceWrites);
    }
}
