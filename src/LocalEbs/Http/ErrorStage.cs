using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http;

/// <summary>Turns refusals and failures into the service's error responses.</summary>
internal sealed class ErrorStage(TextWriter diagnostics) : IStage
{
    private static readonly JsonWriterOptions AsTheServiceWrites = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public async Task InvokeAsync(Exchange exchange, Func<Exchange, Task> next)
    {
        try
        {
            await next(exchange).ConfigureAwait(false);
        }
        catch (EbsException error)
        {
            await AnswerAsync(exchange, error).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            await diagnostics.WriteLineAsync(error.Message).ConfigureAwait(false);
            await AnswerAsync(exchange, EbsErrors.Internal(error.Message)).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await diagnostics.WriteLineAsync(error.ToString()).ConfigureAwait(false);
            await AnswerAsync(exchange, EbsErrors.Internal("An unexpected error occurred.")).ConfigureAwait(false);
        }
    }

    private static async Task AnswerAsync(Exchange exchange, EbsException error)
    {
        exchange.Record.ErrorCode = error.Code;
        HttpResponse response = exchange.Http.Response;
        response.StatusCode = error.Status;
        response.ContentType = "application/json";
        response.Headers["x-amzn-ErrorType"] = error.Code;
        byte[] body = Render(error);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, exchange.Aborted).ConfigureAwait(false);
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
