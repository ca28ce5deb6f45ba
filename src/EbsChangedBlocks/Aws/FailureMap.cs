using System.Net;
using System.Net.Sockets;
using Amazon.EBS.Model;
using Amazon.Runtime;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Aws;

/// <summary>Names what went wrong. Goes by the error code, not by the modelled type: the throttle of the list calls is not in the service model.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/userguide/error-retries.html</remarks>
internal static class FailureMap
{
    /// <summary>The failure that an exception of the client stands for; null if it is none of the client's.</summary>
    public static ListingException? ToFailure(Exception exception, SnapshotPair pair) => exception switch
    {
        AmazonUnmarshallingException { InnerException: IOException broken } => Broken(broken, pair),
        // It is an AmazonServiceException with status 200 and no code, so it must be looked at before those.
        AmazonUnmarshallingException e => new(ListingFailure.ResponseUnreadable, $"The service's answer for {pair} could not be read as a page.", e)
        {
            RequestId = e.RequestId.OrNull(),
        },
        AmazonServiceException e => OfService(e, pair),
        TimeoutException e => new(ListingFailure.RequestTimedOut, $"Listing {pair}: {e.Message}", e),
        InvalidDataException e => new(ListingFailure.InvalidServiceResponse, $"Listing {pair}: {e.Message}", e),
        HttpRequestException e when e.GetBaseException() is UntrustedCertificateException untrusted => new(ListingFailure.CertificateUntrusted, untrusted.Message, e),
        HttpRequestException e when IsBeforeAnyAnswer(e.HttpRequestError) =>
            new(ListingFailure.EndpointUnreachable, $"The endpoint could not be reached: {Innermost(e)}", e),
        HttpRequestException or IOException or SocketException => Broken(exception, pair),
        AmazonClientException e => new(ListingFailure.ServiceError, $"Listing {pair}: {e.Message}", e),
        _ => null,
    };

    private static ListingException OfService(AmazonServiceException e, SnapshotPair pair)
    {
        string code = e.ErrorCode ?? "";
        (ListingFailure failure, string message) = code switch
        {
            _ when IsThrottle(code) || e.StatusCode == HttpStatusCode.TooManyRequests => (ListingFailure.Throttled, $"The request rate limit was exceeded: {e.Message}"),
            _ when (int)e.StatusCode >= 500 => (ListingFailure.ServiceUnavailable, OfStatus(e)),
            "ResourceNotFoundException" => (ListingFailure.SnapshotNotFound, $"{pair}: {e.Message}"),
            "ValidationException" => OfValidation((e as ValidationException)?.Reason?.Value, e, pair),
            "AccessDeniedException" or "AccessDenied" or "UnauthorizedOperation" =>
                (IsKms(e) ? ListingFailure.KmsAccessDenied : ListingFailure.AccessDenied, $"{pair}: {e.Message}"),
            "ServiceQuotaExceededException" => (ListingFailure.ServiceQuotaExceeded, $"{pair}: {e.Message}"),
            "ExpiredToken" or "ExpiredTokenException" => (ListingFailure.CredentialsExpired, $"The credentials have expired: {e.Message}"),
            "InvalidSignatureException" or "SignatureDoesNotMatch" when !IsAboutTime(e.Message) =>
                (ListingFailure.CredentialsInvalid, $"The signature was not accepted: {e.Message}"),
            "InvalidSignatureException" or "SignatureDoesNotMatch" or "RequestTimeTooSkewed" or "RequestExpired" or "RequestInTheFuture" =>
                (ListingFailure.ClockSkewed, $"The clock of this machine differs from the service's: {e.Message}"),
            "UnrecognizedClientException" or "InvalidClientTokenId" or "IncompleteSignatureException"
                or "MissingAuthenticationTokenException" or "MissingAuthenticationToken" =>
                (ListingFailure.CredentialsInvalid, $"The credentials were not accepted: {e.Message}"),
            "RequestTimeout" or "RequestTimeoutException" => (ListingFailure.RequestTimedOut, $"Listing {pair}: {e.Message}"),
            "" => (ListingFailure.ServiceError, $"{pair}: {OfStatus(e)}"),
            _ => (ListingFailure.ServiceError, $"{pair}: {code}: {e.Message}"),
        };
        return new(failure, message, e)
        {
            ErrorCode = e.ErrorCode.OrNull(),
            RequestId = e.RequestId.OrNull(),
            RetryAfter = e.RetryAfter(),
            Remedy = failure is ListingFailure.AccessDenied or ListingFailure.KmsAccessDenied
                ? AccessDenial.Remedy(e.Message, failure == ListingFailure.KmsAccessDenied, pair)
                : null,
        };
    }

    /// <summary>Without an error code there is no message of the service's either, only one of the SDK's that says as much.</summary>
    private static string OfStatus(AmazonServiceException e) =>
        $"The service failed with status {(int)e.StatusCode}{(string.IsNullOrEmpty(e.ErrorCode) ? "." : $": {e.Message}")}";

    private static (ListingFailure Failure, string Message) OfValidation(string? reason, AmazonServiceException e, SnapshotPair pair) => reason switch
    {
        "UNRELATED_SNAPSHOTS" => (ListingFailure.UnrelatedSnapshots, $"{pair}: the snapshots are not of one lineage: {e.Message}"),
        "INVALID_PAGE_TOKEN" => (ListingFailure.PageTokenInvalid, $"{pair}: {e.Message}"),
        _ => (ListingFailure.RequestInvalid, $"{pair}: {e.Message}"),
    };

    /// <summary>The guide and the model spell the throttles in three ways, and account limits arrive as ThrottlingException.</summary>
    private static bool IsThrottle(string code) =>
        code.StartsWith("Throttl", StringComparison.Ordinal)
        || code is "RequestThrottledException" or "RequestThrottleException" or "RequestThrottled" or "RequestLimitExceeded" or "TooManyRequestsException" or "SlowDown";

    private static bool IsBeforeAnyAnswer(HttpRequestError error) =>
        error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static bool IsKms(AmazonServiceException e) =>
        (e as AccessDeniedException)?.Reason?.Value == "DEPENDENCY_ACCESS_DENIED" || e.Message.Contains("kms:", StringComparison.OrdinalIgnoreCase);

    private static bool IsAboutTime(string message) =>
        message.Contains("expired", StringComparison.OrdinalIgnoreCase) || message.Contains("not yet current", StringComparison.OrdinalIgnoreCase);

    private static ListingException Broken(Exception e, SnapshotPair pair) =>
        new(ListingFailure.ConnectionBroken, $"The connection broke while listing {pair}: {Innermost(e)}", e);

    private static string Innermost(Exception e) => e.GetBaseException().Message;
}
