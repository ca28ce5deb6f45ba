using System.Net;
using Amazon.Runtime;

namespace Amazon.EBS.Model;

/// <summary>The request is not valid. HTTP 400.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ValidationException.html"/>
public class ValidationException(
    string message,
    Exception innerException,
    ErrorType errorType,
    string? errorCode,
    string? requestId,
    HttpStatusCode statusCode)
    : AmazonEBSException(message, innerException, errorType, errorCode, requestId, statusCode)
{
    /// <summary>In what respect; null if not given.</summary>
    public ValidationExceptionReason? Reason { get; set; }
}
