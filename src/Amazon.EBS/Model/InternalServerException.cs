using System.Net;
using Amazon.Runtime;

namespace Amazon.EBS.Model;

/// <summary>The service failed; asking again may help. HTTP 500.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_InternalServerException.html"/>
public class InternalServerException : AmazonEBSException
{
    /// <inheritdoc cref="AmazonEBSException()"/>
    public InternalServerException()
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string)"/>
    public InternalServerException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string, Exception)"/>
    public InternalServerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(Exception)"/>
    public InternalServerException(Exception innerException)
        : base(innerException)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string, ErrorType, string, string, HttpStatusCode)"/>
    public InternalServerException(
        string message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <inheritdoc cref="AmazonEBSException(string, Exception, ErrorType, string, string, HttpStatusCode)"/>
    public InternalServerException(
        string message,
        Exception innerException,
        ErrorType errorType,
        string? errorCode,
        string? requestId,
        HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode)
    {
    }
}
