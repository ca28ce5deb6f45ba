using Amazon.EBS.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.EBS.Internal.Marshalling;

/// <summary>Puts a ListSnapshotBlocks request on the wire.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListSnapshotBlocks.html"/>
internal sealed class ListSnapshotBlocksMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    internal static ListSnapshotBlocksMarshaller Instance { get; } = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var source = (ListSnapshotBlocksRequest)input;
        var request = RequestBuilder.Get(source, "/snapshots/{SnapshotId}/blocks");
        request.AddPath(nameof(source.SnapshotId), source.SnapshotId);
        request.AddPaging(source.NextToken, source.MaxResults, source.StartingBlockIndex);
        return request;
    }
}
