using System.Net;
using Amazon.Runtime;

namespace Amazon.EBS.Model;

/// <summary>The caller may not do this. HTTP 403.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_AccessDeniedException.html"/>
public class AccessDeniedException : AmazonEBSException
{
    /// <inheritdoc cref="AmazonEBSException()"/>
    public AccessDeniedException()
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string)"/>
    public AccessDeniedException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string, Exception)"/>
    public AccessDeniedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(Exception)"/>
    public AccessDeniedException(Exception innerException)
        : base(innerException)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string, ErrorType, string, string, HttpStatusCode)"/>
    public AccessDeniedException(
        string message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string, Exception, ErrorType, string, string, HttpStatusCode)"/>
    public AccessDeniedException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string? errorCode,
        string? requestId,
        HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Why; null for a plain IAM denial that gives none.</summary>
    public AccessDeniedExceptionReason? Reason { get; set; }
}
