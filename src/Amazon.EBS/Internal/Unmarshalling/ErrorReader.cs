using System.Net;
using Amazon.EBS.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>
/// Turns an error response into the exception of its code. Not left to Core's own reader, which throws at a body cut
/// short, and quotes in the message a body that it does not understand.
/// </summary>
/// <seealso href="https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization"/>
internal static class ErrorReader
{
    private const ErrorType Side = ErrorType.Unknown;

    internal static AmazonEBSException Read(JsonUnmarshallerContext context, Exception inner, HttpStatusCode status)
    {
        var body = ErrorBody.Read(context.Stream);
        var code = BareName(body.Type ?? Header(context, HeaderKeys.XAmzErrorType) ?? body.Code);
        var message = Header(context, HeaderKeys.XAmznErrorMessage) ?? body.Message
            ?? $"The service answered with HTTP status {(int)status} and no message.";
        var id = Header(context, HeaderKeys.RequestIdHeader);
        return code switch
        {
            nameof(AccessDeniedException) => new AccessDeniedException(message, inner, Side, code, id, status)
            {
                Reason = body.Reason is string reason ? new(reason) : null,
            },
            nameof(ValidationException) => new ValidationException(message, inner, Side, code, id, status)
            {
                Reason = body.Reason is string reason ? new(reason) : null,
            },
            _ => new AmazonEBSException(message, inner, Side, code, id, status),
        };
    }

    /// <summary>Strips what a type may carry besides its name: <c>com.amazonaws.ebs#Name:http://…</c>.</summary>
    private static string? BareName(string? type) =>
        type?[(type.IndexOf('#', StringComparison.Ordinal) + 1)..].Split(':')[0];

    private static string? Header(JsonUnmarshallerContext context, string name) =>
        context.ResponseData.GetHeaderValue(name) is { Length: > 0 } value ? value : null;
}
