using System.Runtime.CompilerServices;
using EbsChangedBlocks.Listing;
using ModelBlock = Amazon.EBS.Model.ChangedBlock;

namespace EbsChangedBlocks.Aws;

/// <summary>The blocks of ListChangedBlocks. Each is the handle to its own tokens.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/APIReference/API_ChangedBlock.html</remarks>
internal sealed class ChangedBlockView(List<ModelBlock> blocks) : BlockView
{
    public static IBlockTokens Tokens { get; } = new BlockTokens();

    public override int Count => blocks.Count;

    public override BlockEntry this[int index]
    {
        [MethodImpl(HotPath.Optimized)]
        get
        {
            ModelBlock block = blocks[index];
            return new(
                block.BlockIndex ?? NoIndex,
                block.HasFirstBlockToken ? block : null,
                block.HasSecondBlockToken ? block : null);
        }
    }

    public override bool HasWellFormedTokens(int index) => blocks[index].HasWellFormedTokens;

    private sealed class BlockTokens : IBlockTokens
    {
        public string? First(object handle) => ((ModelBlock)handle).FirstBlockToken;

        public string? Second(object handle) => ((ModelBlock)handle).SecondBlockToken;
    }
}
