using System.Net;
using System.Text.Json;
using Amazon.EBS.Model;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>Turns an error response into the exception of its code. Core finds code and message; the reason is ours to find.</summary>
internal static class ErrorReader
{
    private const int ReaderBufferSize = 4096;

    internal static AmazonEBSException Read(JsonUnmarshallerContext context, Exception inner, HttpStatusCode status)
    {
        var reader = new StreamingUtf8JsonReader(
            context.Stream, AWSConfigs.StreamingUtf8JsonReaderBufferSize ?? ReaderBufferSize, context.JsonMaxDepth);
        var e = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(context, ref reader);
        var reason = FindReason(context.GetResponseBodyBytes());
        return e.Code switch
        {
            nameof(AccessDeniedException) =>
                new AccessDeniedException(e.Message, inner, e.Type, e.Code, e.RequestId, status) { Reason = reason },
            nameof(InternalServerException) =>
                new InternalServerException(e.Message, inner, e.Type, e.Code, e.RequestId, status),
            nameof(RequestThrottledException) =>
                new RequestThrottledException(e.Message, inner, e.Type, e.Code, e.RequestId, status) { Reason = reason },
            nameof(ResourceNotFoundException) =>
                new ResourceNotFoundException(e.Message, inner, e.Type, e.Code, e.RequestId, status) { Reason = reason },
            nameof(ServiceQuotaExceededException) =>
                new ServiceQuotaExceededException(e.Message, inner, e.Type, e.Code, e.RequestId, status) { Reason = reason },
            nameof(ValidationException) =>
                new ValidationException(e.Message, inner, e.Type, e.Code, e.RequestId, status) { Reason = reason },
            _ => new AmazonEBSException(e.Message, inner, e.Type, e.Code, e.RequestId, status),
        };
    }

    private static string? FindReason(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } error
                && error.TryGetProperty("Reason", out var reason)
                && reason.ValueKind == JsonValueKind.String
                    ? reason.GetString()
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
