using System.Net;
using System.Text.Json;
using Amazon.EBS.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>
/// What the three operations share: an error response becomes the exception of its code. Not left to Core's own
/// reader, which throws at a body cut short, and quotes in the message a body that it does not understand.
/// </summary>
/// <seealso href="https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization"/>
internal abstract class EBSResponseUnmarshaller : JsonResponseUnmarshaller
{
    private const ErrorType Side = ErrorType.Unknown;

    public sealed override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
    {
        ErrorBody body = ErrorBody.Read(input.Stream);
        string? code = BareName(body.Type ?? Header(input, HeaderKeys.XAmzErrorType) ?? body.Code);
        string message = Header(input, HeaderKeys.XAmznErrorMessage) ?? body.Message
            ?? $"The service answered with HTTP status {(int)statusCode} and no message.";
        string? id = Header(input, HeaderKeys.RequestIdHeader);
        return code switch
        {
            nameof(AccessDeniedException) =>
                new AccessDeniedException(message, innerException, Side, code, id, statusCode)
                {
                    Reason = body.Reason is string reason ? new(reason) : null,
                },
            nameof(ValidationException) =>
                new ValidationException(message, innerException, Side, code, id, statusCode)
                {
                    Reason = body.Reason is string reason ? new(reason) : null,
                },
            _ => new AmazonEBSException(message, innerException, Side, code, id, statusCode),
        };
    }

    protected static string? Header(JsonUnmarshallerContext context, string name) =>
        context.ResponseData.GetHeaderValue(name) is { Length: > 0 } value ? value : null;

    /// <summary>Strips what a type may carry besides its name: <c>com.amazonaws.ebs#Name:http://…</c>.</summary>
    private static string? BareName(string? type) =>
        type?[(type.IndexOf('#', StringComparison.Ordinal) + 1)..].Split(':')[0];

    /// <summary>What the body tells: nothing if it is a proxy's web page, or cut short.</summary>
    private readonly record struct ErrorBody(string? Type, string? Code, string? Message, string? Reason)
    {
        public static ErrorBody Read(Stream stream)
        {
            using var body = new MemoryStream();
            stream.CopyTo(body);
            try
            {
                using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
                JsonElement error = document.RootElement;
                return new ErrorBody(
                    Text(error, "__type"),
                    Text(error, "code") ?? Text(error, "Code"),
                    Text(error, "Message") ?? Text(error, "message"),
                    Text(error, "Reason"));
            }
            catch (JsonException)
            {
                return default;
            }
        }

        private static string? Text(JsonElement error, string name) =>
            error.ValueKind == JsonValueKind.Object
            && error.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 0 } text
                ? text
                : null;
    }
}
