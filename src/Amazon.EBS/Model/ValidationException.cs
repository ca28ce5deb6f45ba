using System.Net;
using Amazon.Runtime;

namespace Amazon.EBS.Model;

/// <summary>The request is not valid. HTTP 400.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ValidationException.html"/>
public class ValidationException : AmazonEBSException
{
    /// <inheritdoc cref="AmazonEBSException()"/>
    public ValidationException()
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string)"/>
    public ValidationException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string, Exception)"/>
    public ValidationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(Exception)"/>
    public ValidationException(Exception innerException)
        : base(innerException)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string, ErrorType, string, string, HttpStatusCode)"/>
    public ValidationException(
        string message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string, Exception, ErrorType, string, string, HttpStatusCode)"/>
    public ValidationException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string? errorCode,
        string? requestId,
        HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>In what respect; null if not given.</summary>
    public ValidationExceptionReason? Reason { get; set; }
}
