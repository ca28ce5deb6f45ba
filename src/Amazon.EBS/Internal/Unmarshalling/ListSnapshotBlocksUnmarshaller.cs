using System.Text.Json;
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
        var page = PageBody.Read(input, "Blocks"u8, ReadBlock);
        var response = new ListSnapshotBlocksResponse
        {
            BlockSize = page.BlockSize,
            ExpiryTime = page.ExpiryTime,
            NextToken = page.NextToken,
            VolumeSize = page.VolumeSize,
        };
        if (page.Blocks is not null) response.Blocks = page.Blocks;
        return response;
    }

    private static Block ReadBlock(ref Utf8JsonReader reader)
    {
        var block = new Block();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("BlockIndex"u8)) block.BlockIndex = reader.ReadInt32();
            else if (reader.ValueTextEquals("BlockToken"u8)) block.BlockToken = reader.ReadString();
            else reader.Skip();
        }

        return block.BlockIndex is null ? throw PageReader.NoBlockIndex() : block;
    }
}
