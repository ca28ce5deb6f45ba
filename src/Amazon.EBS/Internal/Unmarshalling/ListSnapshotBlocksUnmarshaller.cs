using Amazon.EBS.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>Reads a page of ListSnapshotBlocks.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_Block.html"/>
internal sealed class ListSnapshotBlocksUnmarshaller : EBSResponseUnmarshaller
{
    internal static ListSnapshotBlocksUnmarshaller Instance { get; } = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        var page = PageBody.Read(input, SnapshotBlockShape.Instance);
        return new ListSnapshotBlocksResponse
        {
            BlockSize = page.BlockSize,
            Blocks = page.Blocks,
            ExpiryTime = page.ExpiryTime,
            NextToken = page.NextToken,
            VolumeSize = page.VolumeSize,
        };
    }
}
