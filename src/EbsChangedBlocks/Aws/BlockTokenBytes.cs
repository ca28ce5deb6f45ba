using System.Text;
using Amazon.EBS.Model;

namespace EbsChangedBlocks.Aws;

/// <summary>
/// The bytes of tokens. Our own Amazon.EBS has members of these names, which win; these stand in for AWSSDK.EBS, which
/// makes a string of every token.
/// </summary>
internal static class BlockTokenBytes
{
    extension(Amazon.EBS.Model.ChangedBlock block)
    {
        public ReadOnlyMemory<byte> FirstBlockTokenUtf8 => Utf8(block.FirstBlockToken);

        public ReadOnlyMemory<byte> SecondBlockTokenUtf8 => Utf8(block.SecondBlockToken);
    }

    extension(Block block)
    {
        public ReadOnlyMemory<byte> BlockTokenUtf8 => Utf8(block.BlockToken);
    }

    private static ReadOnlyMemory<byte> Utf8(string? token) => Encoding.UTF8.GetBytes(token ?? "");
}
