using System.Runtime.CompilerServices;
using EbsChangedBlocks.Listing;
using ModelBlock = Amazon.EBS.Model.ChangedBlock;

namespace EbsChangedBlocks.Aws;

/// <summary>The blocks of ListChangedBlocks.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/APIReference/API_ChangedBlock.html</remarks>
internal sealed class ChangedBlockView(List<ModelBlock> blocks) : BlockView
{
    public override int Count => blocks.Count;

    public override BlockEntry this[int index]
    {
        [MethodImpl(HotPath.Optimized)]
        get
        {
            ModelBlock block = blocks[index];
            return new(
                block.BlockIndex ?? NoIndex,
                Token(block.FirstBlockTokenUtf8) ?? new(block.FirstBlockToken),
                Token(block.SecondBlockTokenUtf8) ?? new(block.SecondBlockToken));
        }
    }
}
