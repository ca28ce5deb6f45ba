using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Amazon.EBS.Model;
using Amazon.Runtime;
using EbsChangedBlocks.Aws.Http;
using EbsChangedBlocks.Failures;

namespace EbsChangedBlocks.Aws;

/// <summary>
/// Names what went wrong. Goes by the error code, not by the modelled type: the throttle of the list calls is not in
/// the service model.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/userguide/error-retries.html</remarks>
internal static class FailureMap
{
    /// <summary>The failure that an exception of the client stands for; null if it is none of the client's.</summary>
    public static EbsChangedBlocksException? ToFailure(Exception exception, Asked asked) => exception switch
    {
        AmazonUnmarshallingException { InnerException: IOException broken } => Broken(broken, asked),
        // It is an AmazonServiceException with status 200 and no code, so it must be looked at before those.
        AmazonUnmarshallingException e =>
            new(FailureKind.ResponseUnreadable, $"The service's answer for {asked} could not be read.", e)
            {
                RequestId = OutsideText.Name(e.RequestId),
            },
        UnreadablePageException e =>
            new(
                FailureKind.ResponseUnreadable,
                $"The service's answer for {asked} is no page of a listing: {e.Message}",
                e)
            {
                RequestId = OutsideText.Name(e.RequestId),
            },
        AmazonServiceException e => OfService(e, asked),
        InvalidDataException e => new(FailureKind.InvalidServiceResponse, $"{Doing(asked)}: {e.Message}", e),
        HttpRequestException e when e.GetBaseException() is UntrustedCertificateException untrusted =>
            new(FailureKind.CertificateUntrusted, untrusted.Message, e),
        HttpRequestException e when IsBeforeAnyAnswer(e.HttpRequestError) =>
            new(
                FailureKind.EndpointUnreachable,
                $"The endpoint {e.Data[BufferingHandler.Host]} could not be reached: {Innermost(e)}",
                e),
        HttpRequestException or IOException or SocketException => Broken(exception, asked),
        AmazonClientException e => new(FailureKind.ServiceError, $"{Doing(asked)}: {e.Message}", e),
        _ => null,
    };

    private static EbsChangedBlocksException OfService(AmazonServiceException e, Asked asked)
    {
        string code = e.ErrorCode ?? "";
        string said = OutsideText.Message(e.Message);
        (FailureKind failure, string message) = code switch
        {
            _ when IsThrottle(code) || e.StatusCode == HttpStatusCode.TooManyRequests =>
                (FailureKind.Throttled, $"The request rate limit was exceeded: {said}"),
            _ when (int)e.StatusCode >= 500 => (FailureKind.ServiceUnavailable, OfStatus(e, said)),
            "ResourceNotFoundException" => (FailureKind.SnapshotNotFound, $"{asked}: {said}"),
            "ValidationException" => OfValidation((e as ValidationException)?.Reason?.Value, said, asked),
            "AccessDeniedException" or "AccessDenied" or "UnauthorizedOperation" =>
                (IsKms(e, said) ? FailureKind.KmsAccessDenied : FailureKind.AccessDenied, $"{asked}: {said}"),
            "ServiceQuotaExceededException" => (FailureKind.ServiceQuotaExceeded, $"{asked}: {said}"),
            "ExpiredToken" or "ExpiredTokenException" =>
                (FailureKind.CredentialsExpired, $"The credentials have expired: {said}"),
            "InvalidSignatureException" or "SignatureDoesNotMatch" when !IsAboutTime(said) =>
                (FailureKind.CredentialsInvalid, $"The signature was not accepted: {said}"),
            "InvalidSignatureException" or "SignatureDoesNotMatch"
                or "RequestTimeTooSkewed" or "RequestExpired" or "RequestInTheFuture" =>
                (FailureKind.ClockSkewed, $"The clock of this machine differs from the service's: {said}"),
            "UnrecognizedClientException" or "InvalidClientTokenId" or "IncompleteSignatureException"
                or "MissingAuthenticationTokenException" or "MissingAuthenticationToken" =>
                (FailureKind.CredentialsInvalid, $"The credentials were not accepted: {said}"),
            "RequestTimeout" or "RequestTimeoutException" => (FailureKind.RequestTimedOut, $"{Doing(asked)}: {said}"),
            "" => (FailureKind.ServiceError, $"{asked}: {OfStatus(e, said)}"),
            _ => (FailureKind.ServiceError, $"{asked}: {code}: {said}"),
        };
        return new(failure, message, e)
        {
            ErrorCode = OutsideText.Name(e.ErrorCode),
            RequestId = OutsideText.Name(e.RequestId),
            RetryAfter = e.RetryAfter(),
            EmptySnapshotId = failure == FailureKind.SnapshotEmpty ? FindNamed(said, asked) : null,
            Remedy = failure is FailureKind.AccessDenied or FailureKind.KmsAccessDenied
                ? AccessDenial.Remedy(said, failure == FailureKind.KmsAccessDenied, asked)
                : null,
        };
    }

    /// <summary>
    /// Without an error code there is no message of the service's either, only one of the SDK's that says as much.
    /// </summary>
    private static string OfStatus(AmazonServiceException e, string said) =>
        $"The service failed with status {(int)e.StatusCode}{(string.IsNullOrEmpty(e.ErrorCode) ? "." : $": {said}")}";

    private static (FailureKind Failure, string Message) OfValidation(
        string? reason, string said, Asked asked) =>
        reason switch
        {
            "UNRELATED_SNAPSHOTS" =>
                (FailureKind.UnrelatedSnapshots, $"{asked}: the snapshots are not of one lineage: {said}"),
            "INVALID_BLOCK_TOKEN" => (FailureKind.BlockTokenInvalid, $"{asked}: {said}"),
            // It was listed, and a snapshot does not change.
            "INVALID_BLOCK" => (FailureKind.InvalidServiceResponse, $"{asked}: {said}"),
            "INVALID_PAGE_TOKEN" => (FailureKind.PageTokenInvalid, $"{asked}: {said}"),
            // Nothing else tells it: the reason is not documented, and a public sample of AWS goes by these words.
            _ when said.Contains("is empty", StringComparison.OrdinalIgnoreCase) =>
                (FailureKind.SnapshotEmpty, $"{asked}: {said}"),
            _ => (FailureKind.RequestInvalid, $"{asked}: {said}"),
        };

    private static string? FindNamed(string message, Asked asked)
    {
        string[] named =
            [.. asked.Snapshots.Where(id => Regex.IsMatch(message, $@"\b{Regex.Escape(id)}\b"))];
        return named is [string only] ? only : null;
    }

    /// <summary>
    /// The guide and the model spell the throttles in three ways, and account limits arrive as ThrottlingException.
    /// </summary>
    private static bool IsThrottle(string code) =>
        code.StartsWith("Throttl", StringComparison.Ordinal)
        || code is "RequestThrottledException" or "RequestThrottleException" or "RequestThrottled"
            or "RequestLimitExceeded" or "TooManyRequestsException" or "SlowDown";

    private static bool IsBeforeAnyAnswer(HttpRequestError error) =>
        error is HttpRequestError.NameResolutionError
            or HttpRequestError.ConnectionError
            or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError;

    private static bool IsKms(AmazonServiceException e, string said) =>
        (e as AccessDeniedException)?.Reason?.Value == "DEPENDENCY_ACCESS_DENIED"
        || said.Contains("kms:", StringComparison.OrdinalIgnoreCase);

    private static bool IsAboutTime(string message) =>
        message.Contains("expired", StringComparison.OrdinalIgnoreCase)
        || message.Contains("not yet current", StringComparison.OrdinalIgnoreCase);

    private static EbsChangedBlocksException Broken(Exception e, Asked asked) =>
        new(FailureKind.ConnectionBroken, $"The connection broke while {asked.Doing} {asked}: {Innermost(e)}", e);

    private static string Doing(Asked asked) => $"{char.ToUpperInvariant(asked.Doing[0])}{asked.Doing[1..]} {asked}";

    private static string Innermost(Exception e) => e.GetBaseException().Message;
}
