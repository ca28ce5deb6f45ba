using System.Net;
using Amazon.Runtime;

namespace Amazon.EBS;

/// <summary>
/// An error that the EBS direct APIs answered with, told apart by its <see cref="AmazonServiceException.ErrorCode"/>.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/CommonErrors.html"/>
public class AmazonEBSException : AmazonServiceException
{
    /// <summary>Creates an error of a request that was not sent.</summary>
    /// <param name="message">What is wrong with it.</param>
    public AmazonEBSException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an error from what the service answered.</summary>
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
