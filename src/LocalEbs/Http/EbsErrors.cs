using LocalEbs.Snapshots;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http;

/// <summary>
/// The errors of the service model
/// (https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListChangedBlocks.html#API_ListChangedBlocks_Errors).
/// </summary>
internal static class EbsErrors
{
    public const string InternalServerException = nameof(InternalServerException);

    public static EbsException Invalid(string reason, string message) =>
        new(StatusCodes.Status400BadRequest, "ValidationException", reason, message);

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

    public static EbsException SnapshotNotFound(string id) =>
        new(
            StatusCodes.Status404NotFound,
            "ResourceNotFoundException",
            "SNAPSHOT_NOT_FOUND",
            $"The snapshot '{id}' does not exist.");

    public static EbsException UnknownOperation() =>
        new(
            StatusCodes.Status404NotFound,
            "UnknownOperationException",
            null,
            "Only ListChangedBlocks, ListSnapshotBlocks and GetSnapshotBlock are served here.");

    public static EbsException Internal(string message) =>
        new(StatusCodes.Status500InternalServerError, InternalServerException, null, message);
}
