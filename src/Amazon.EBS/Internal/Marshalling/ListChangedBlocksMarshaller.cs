using Amazon.EBS.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.EBS.Internal.Marshalling;

/// <summary>Puts a ListChangedBlocks request on the wire.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListChangedBlocks.html"/>
internal sealed class ListChangedBlocksMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    internal static ListChangedBlocksMarshaller Instance { get; } = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var source = (ListChangedBlocksRequest)input;
        var request = RequestBuilder.Get(source, "/snapshots/{SecondSnapshotId}/changedblocks");
        request.AddPath(nameof(source.SecondSnapshotId), source.SecondSnapshotId);
        request.AddQuery("firstSnapshotId", source.FirstSnapshotId);
        request.AddPaging(source.NextToken, source.MaxResults, source.StartingBlockIndex);
        return request;
    }
}
