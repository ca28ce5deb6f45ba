using System.Text.Json;
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
        var page = PageBody.Read(input, "ChangedBlocks"u8, ReadBlock);
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

    private static ChangedBlock ReadBlock(ref Utf8JsonReader reader)
    {
        var block = new ChangedBlock();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("BlockIndex"u8)) block.BlockIndex = reader.ReadInt32();
            else if (reader.ValueTextEquals("FirstBlockToken"u8)) block.FirstBlockToken = reader.ReadString();
            else if (reader.ValueTextEquals("SecondBlockToken"u8)) block.SecondBlockToken = reader.ReadString();
            else reader.Skip();
        }

        return block.BlockIndex is null ? throw PageReader.NoBlockIndex() : block;
    }
}
