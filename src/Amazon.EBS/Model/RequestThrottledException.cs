using System.Net;
using Amazon.Runtime;

namespace Amazon.EBS.Model;

/// <summary>Requests come faster than a quota allows; ask again later. HTTP 400.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_RequestThrottledException.html"/>
public class RequestThrottledException : AmazonEBSException
{
    /// <inheritdoc cref="AmazonEBSException()"/>
    public RequestThrottledException()
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string)"/>
    public RequestThrottledException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string, Exception)"/>
    public RequestThrottledException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(Exception)"/>
    public RequestThrottledException(Exception innerException)
        : base(innerException)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string, ErrorType, string, string, HttpStatusCode)"/>
    public RequestThrottledException(
        string message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string, Exception, ErrorType, string, string, HttpStatusCode)"/>
    public RequestThrottledException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string? errorCode,
        string? requestId,
        HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Which limit; null if not given.</summary>
    public RequestThrottledExceptionReason? Reason { get; set; }
}
