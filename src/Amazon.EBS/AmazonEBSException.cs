using System.Net;
using Amazon.Runtime;

namespace Amazon.EBS;

/// <summary>
/// An error that the EBS direct APIs answered with. Codes outside the service model, such as
/// <c>ThrottlingException</c>, arrive as this type itself: their
/// <see cref="AmazonServiceException.ErrorCode"/> tells them apart.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/CommonErrors.html"/>
public class AmazonEBSException : AmazonServiceException
{
    /// <summary>Creates an error without a message.</summary>
    public AmazonEBSException()
    {
    }

    /// <summary>Creates an error with a message.</summary>
    /// <param name="message">What went wrong.</param>
    public AmazonEBSException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an error with a message and its cause.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">The cause.</param>
    public AmazonEBSException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates an error from its cause.</summary>
    /// <param name="innerException">The cause.</param>
    public AmazonEBSException(Exception innerException)
        : base(innerException)
    {
    }

    /// <summary>Creates an error from what the service answered.</summary>
    /// <param name="message">What went wrong, in the service's words.</param>
    /// <param name="errorType">Whose fault the service says it is; unknown for this protocol.</param>
    /// <param name="errorCode">The service's code, such as <c>ValidationException</c>; null if it gave none.</param>
    /// <param name="requestId">The service's id of the request; null if it gave none.</param>
    /// <param name="statusCode">The HTTP status.</param>
    public AmazonEBSException(
        string message, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode)
    {
    }

    /// <summary>Creates an error from what the service answered, with its cause.</summary>
    /// <param name="message">What went wrong, in the service's words.</param>
    /// <param name="innerException">The cause.</param>
    /// <param name="errorType">Whose fault the service says it is; unknown for this protocol.</param>
    /// <param name="errorCode">The service's code, such as <c>ValidationException</c>; null if it gave none.</param>
    /// <param name="requestId">The service's id of the request; null if it gave none.</param>
    /// <param name="statusCode">The HTTP status.</param>
    public AmazonEBSException(
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
