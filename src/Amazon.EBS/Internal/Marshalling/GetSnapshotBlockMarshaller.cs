using Amazon.EBS.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.EBS.Internal.Marshalling;

/// <summary>Puts a GetSnapshotBlock request on the wire.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_GetSnapshotBlock.html"/>
internal sealed class GetSnapshotBlockMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    internal static GetSnapshotBlockMarshaller Instance { get; } = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var source = (GetSnapshotBlockRequest)input;
        if (string.IsNullOrEmpty(source.BlockToken))
            throw new AmazonEBSException($"The request lacks its {nameof(source.BlockToken)}.");

        var request = RequestBuilder.Get(source, "/snapshots/{SnapshotId}/blocks/{BlockIndex}");
        request.AddPath(nameof(source.SnapshotId), source.SnapshotId);
        request.AddPath(nameof(source.BlockIndex), RequestBuilder.Text(source.BlockIndex));
        request.AddQuery("blockToken", source.BlockToken);
        return request;
    }
}
