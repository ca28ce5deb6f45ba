using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>What the three operations share: the same six errors, in the same form.</summary>
internal abstract class EBSResponseUnmarshaller : JsonResponseUnmarshaller
{
    public sealed override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
        ErrorReader.Read(input, innerException, statusCode);
}
