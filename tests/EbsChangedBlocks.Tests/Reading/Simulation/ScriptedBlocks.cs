using EbsChangedBlocks.Reading;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Tests.Reading.Simulation;

/// <summary>Blocks that come when a test lets them, or not.</summary>
internal sealed class ScriptedBlocks(IBlockSource blocks) : IBlockSource
{
    public Func<BlockRequest, Task> Before { get; set; } = _ => Task.CompletedTask;

    public static Task Fail(FailureKind kind) =>
        Task.FromException(new EbsChangedBlocksException(kind, "It failed."));

    public async Task<BlockAnswer> GetBlockAsync(BlockRequest request, Memory<byte> buffer, RequestTry attempt)
    {
        await Before(request).ConfigureAwait(false);
        return await blocks.GetBlockAsync(request, buffer, attempt).ConfigureAwait(false);
    }
}
