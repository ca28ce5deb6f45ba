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
    public override int Count => blocks.Count;

    public override BlockEntry this[int index]
    {
        [MethodImpl(HotPath.Optimized)]
        get
        {
            Block block = blocks[index];
            return new(block.BlockIndex ?? NoIndex, default, Token(block.BlockTokenUtf8) ?? new(block.BlockToken));
        }
    }
}
