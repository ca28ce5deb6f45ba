using EbsChangedBlocks.Reading;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Tests.Reading.Simulation;

/// <summary>Blocks of which a test says what becomes of a request; where it says nothing, another answers it.</summary>
internal sealed class ScriptedBlocks(IBlockSource blocks) : IBlockSource
{
    public Func<BlockRequest, Task<BlockAnswer>?> Script { get; set; } = _ => null;

    public Task<BlockAnswer> GetBlockAsync(BlockRequest request, Memory<byte> buffer, RequestTry attempt) =>
        Script(request) ?? blocks.GetBlockAsync(request, buffer, attempt);

    public static Task<BlockAnswer> Fail(FailureKind kind) =>
        Task.FromException<BlockAnswer>(new EbsChangedBlocksException(kind, "It failed."));
}
