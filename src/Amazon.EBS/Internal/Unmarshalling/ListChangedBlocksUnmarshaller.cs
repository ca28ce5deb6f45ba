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
        var response = new ListChangedBlocksResponse
        {
            BlockSize = page.BlockSize,
            ExpiryTime = page.ExpiryTime,
            NextToken = page.NextToken,
            VolumeSize = page.VolumeSize,
        };
        if (page.Blocks is not null) response.ChangedBlocks = page.Blocks;
        return response;
    }
}
