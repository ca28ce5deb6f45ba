using System.Net;
using Amazon.Runtime;

namespace Amazon.EBS.Model;

/// <summary>Something named in the request does not exist. HTTP 404.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ResourceNotFoundException.html"/>
public class ResourceNotFoundException : AmazonEBSException
{
    /// <inheritdoc cref="AmazonEBSException()"/>
    public ResourceNotFoundException()
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string)"/>
    public ResourceNotFoundException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string, Exception)"/>
    public ResourceNotFoundException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(Exception)"/>
    public ResourceNotFoundException(Exception innerException)
        : base(innerException)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string, ErrorType, string, string, HttpStatusCode)"/>
    public ResourceNotFoundException(
        string message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string, Exception, ErrorType, string, string, HttpStatusCode)"/>
    public ResourceNotFoundException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string? errorCode,
        string? requestId,
        HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>What; null if not given.</summary>
    public ResourceNotFoundExceptionReason? Reason { get; set; }
}
