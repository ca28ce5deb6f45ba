using System.Runtime.CompilerServices;
using Amazon.EBS.Model;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Aws;

/// <summary>
/// The blocks of ListSnapshotBlocks: listed whole, a snapshot is the second of a pair that has no first.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/APIReference/API_Block.html</remarks>
internal sealed class SnapshotBlockView(List<Block> blocks) : BlockView
{
    public static IBlockTokens Tokens { get; } = new BlockTokens();

    public override int Count => blocks.Count;

    public override BlockEntry this[int index]
    {
        [MethodImpl(HotPath.Optimized)]
        get
        {
            Block block = blocks[index];
            return new(block.BlockIndex ?? NoIndex, null, block.HasBlockToken ? block : null);
        }
    }

    public override bool HasWellFormedTokens(int index) => blocks[index].HasWellFormedToken;

    private sealed class BlockTokens : IBlockTokens
    {
        public string? First(object handle) => null;

        public string? Second(object handle) => ((Block)handle).BlockToken;
    }
}
