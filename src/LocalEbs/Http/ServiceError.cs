using System.Net;

namespace LocalEbs.Http;

/// <summary>A refusal, as the service words it.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/APIReference/CommonErrors.html and the pages of the operations.</remarks>
internal sealed class ServiceError(HttpStatusCode status, string code, string message, string? reason = null) : Exception(message)
{
    public HttpStatusCode Status => status;

    public string Code => code;

    public string? Reason => reason;

    public static ServiceError Validation(string reason, string message) => new(HttpStatusCode.BadRequest, "ValidationException", message, reason);

    public static ServiceError InvalidParameter(string message) => Validation("INVALID_PARAMETER_VALUE", message);

    public static ServiceError SnapshotNotFound(string id) =>
        new(HttpStatusCode.NotFound, "ResourceNotFoundException", $"The snapshot '{id}' does not exist.", "SNAPSHOT_NOT_FOUND");

    public static ServiceError UnknownOperation() => new(HttpStatusCode.NotFound, "UnknownOperationException", "The operation is not known.");

    public static ServiceError Internal(string message) => new(HttpStatusCode.InternalServerError, "InternalServerException", message);

    public static ServiceError Forbidden(string code, string message) => new(HttpStatusCode.Forbidden, code, message);
}
