using LocalEbs.Snapshots;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http;

/// <summary>
/// The errors of the service's model
/// (https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListChangedBlocks.html#API_ListChangedBlocks_Errors), and
/// those of AWS's front door, which carry no reason
/// (https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html).
/// </summary>
internal static class EbsErrors
{
    public static EbsException InvalidParameter(string message) => Invalid("INVALID_PARAMETER_VALUE", message);

    public static EbsException InvalidSnapshotId(string member) => Invalid(
        "INVALID_SNAPSHOT_ID",
        $"{member} must match {SnapshotId.Pattern}, with {SnapshotId.MaxLength} characters at most.");

    public static EbsException InvalidPageToken() =>
        Invalid("INVALID_PAGE_TOKEN", "The page token is expired, malformed or of another listing.");

    public static EbsException InvalidBlockToken() =>
        Invalid("INVALID_BLOCK_TOKEN", "The block token is expired, malformed or of another block.");

    public static EbsException InvalidBlock(int index) =>
        Invalid("INVALID_BLOCK", $"The snapshot has no block with index {index}.");

    public static EbsException Unrelated(string firstId, string secondId) =>
        Invalid("UNRELATED_SNAPSHOTS", $"{firstId} and {secondId} are not related");

    public static EbsException EmptySnapshot(string id) => InvalidParameter($"The snapshot {id} is empty");

    public static EbsException SnapshotNotFound(string id) => new(
        StatusCodes.Status404NotFound,
        "ResourceNotFoundException",
        $"The snapshot '{id}' does not exist.",
        "SNAPSHOT_NOT_FOUND");

    public static EbsException Internal(string message) =>
        new(StatusCodes.Status500InternalServerError, "InternalServerException", message);

    public static EbsException UnknownOperation() => new(
        StatusCodes.Status404NotFound,
        "UnknownOperationException",
        "Only ListChangedBlocks, ListSnapshotBlocks and GetSnapshotBlock are served here.");

    public static EbsException Misdirected() => new(
        StatusCodes.Status421MisdirectedRequest,
        "MisdirectedRequestException",
        "LocalEbs is asked by localhost or an address of the loopback.");

    public static EbsException MissingAuthentication() =>
        Forbidden("MissingAuthenticationTokenException", "Missing Authentication Token");

    public static EbsException UnrecognizedClient() =>
        Forbidden("UnrecognizedClientException", "The security token included in the request is invalid.");

    public static EbsException ExpiredToken() =>
        Forbidden("ExpiredTokenException", "The security token included in the request is expired");

    public static EbsException InvalidSignature(string message) => Forbidden("InvalidSignatureException", message);

    public static EbsException IncompleteSignature(string message) =>
        new(StatusCodes.Status400BadRequest, "IncompleteSignatureException", message);

    public static EbsException Forbidden(string code, string message, string? reason = null) =>
        new(StatusCodes.Status403Forbidden, code, message, reason);

    /// <summary>
    /// Whether it is one of the three ways in which AWS spells that requests come too fast
    /// (https://docs.aws.amazon.com/ebs/latest/userguide/error-retries.html).
    /// </summary>
    public static bool IsThrottle(string? code) =>
        code is "ThrottlingException" or "RequestThrottledException" or "RequestThrottleException";

    /// <summary>What exceeding the account's quota brings, worded by the framework in front of the service.</summary>
    public static EbsException Throttling() =>
        new(StatusCodes.Status400BadRequest, "ThrottlingException", "Rate exceeded")
        {
            TypeNamespace = "com.amazon.coral.availability",
        };

    /// <summary>The only one that is in the model.</summary>
    public static EbsException RequestThrottled() => Throttled("RequestThrottledException", "ACCOUNT_THROTTLED");

    /// <summary>The same where the snapshot's own quota is exceeded.</summary>
    public static EbsException SnapshotThrottled() =>
        Throttled("RequestThrottledException", "RESOURCE_LEVEL_THROTTLE");

    /// <summary>As the user guide, but not the model, spells it.</summary>
    public static EbsException RequestThrottle() => Throttled("RequestThrottleException", "ACCOUNT_THROTTLED");

    private static EbsException Throttled(string code, string reason) => new(
        StatusCodes.Status400BadRequest,
        code,
        "The number of API requests has exceeded the maximum allowed.",
        reason);

    private static EbsException Invalid(string reason, string message) =>
        new(StatusCodes.Status400BadRequest, "ValidationException", message, reason);
}

/// <summary>A refusal, as the service words it.</summary>
internal sealed class EbsException(int status, string code, string message, string? reason = null) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public string? Reason => reason;

    /// <summary>The namespace of its type, which the framework in front of the service gives in the body.</summary>
    public string? TypeNamespace { get; init; }
}
