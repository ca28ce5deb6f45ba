using System.Net;
using Amazon.Runtime;

namespace Amazon.EBS.Model;

/// <summary>A quota does not allow this. HTTP 402.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ServiceQuotaExceededException.html"/>
public class ServiceQuotaExceededException : AmazonEBSException
{
    /// <inheritdoc cref="AmazonEBSException()"/>
    public ServiceQuotaExceededException()
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string)"/>
    public ServiceQuotaExceededException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string, Exception)"/>
    public ServiceQuotaExceededException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(Exception)"/>
    public ServiceQuotaExceededException(Exception innerException)
        : base(innerException)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string, ErrorType, string, string, HttpStatusCode)"/>
    public ServiceQuotaExceededException(
        string message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string, Exception, ErrorType, string, string, HttpStatusCode)"/>
    public ServiceQuotaExceededException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string? errorCode,
        string? requestId,
        HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Which quota; null if not given.</summary>
    public ServiceQuotaExceededExceptionReason? Reason { get; set; }
}
