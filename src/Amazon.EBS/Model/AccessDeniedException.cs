using System.Net;
using Amazon.Runtime;

namespace Amazon.EBS.Model;

/// <summary>The caller may not do this. HTTP 403.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_AccessDeniedException.html"/>
public class AccessDeniedException(
    string message,
    Exception innerException,
    ErrorType errorType,
    string? errorCode,
    string? requestId,
    HttpStatusCode statusCode)
    : AmazonEBSException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    /// <summary>Why; null for a plain IAM denial that gives none.</summary>
    public AccessDeniedExceptionReason? Reason { get; set; }
}
