using Amazon.EBS.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>Reads a page of ListChangedBlocks.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ChangedBlock.html"/>
internal sealed class ListChangedBlocksUnmarshaller : EBSResponseUnmarshaller
{
    internal static ListChangedBlocksUnmarshaller Instance { get; } = new();

    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        var page = PageBody.Read(input, ChangedBlockShape.Instance);
        return new ListChangedBlocksResponse
        {
            BlockSize = page.BlockSize,
            ChangedBlocks = page.Blocks,
            ExpiryTime = page.ExpiryTime,
            NextToken = page.NextToken,
            VolumeSize = page.VolumeSize,
        };
    }
}
