using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http;

/// <summary>Turns refusals and failures into the service's error responses.</summary>
internal sealed class ErrorMiddleware(TextWriter diagnostics)
{
    private static readonly JsonWriterOptions AsTheServiceWrites = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

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
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, AsTheServiceWrites))
        {
            json.WriteStartObject();
            if (error.TypeNamespace is not null)
            {
                json.WriteString("__type", $"{error.TypeNamespace}#{error.Code}");
            }

            json.WriteString(error.TypeNamespace is null ? "Message" : "message", error.Message);
            if (error.Reason is not null)
            {
                json.WriteString("Reason", error.Reason);
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
