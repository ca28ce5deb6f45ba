using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Reading;

/// <summary>Where blocks' data comes from, by one try each.</summary>
internal interface IBlockSource
{
    /// <summary>Reads a block's data into <paramref name="buffer"/>, as far as it fits.</summary>
    /// <exception cref="EbsChangedBlocksException">The block cannot be had.</exception>
    /// <exception cref="OperationCanceledException">The try was ended.</exception>
    Task<BlockAnswer> GetBlockAsync(BlockRequest request, Memory<byte> buffer, RequestTry attempt);
}

/// <summary>A block to be read, with the token that lets it be.</summary>
internal sealed record BlockRequest(string SnapshotId, int Index, string Token)
{
    public override string ToString() => $"block {Index} of {SnapshotId}";
}

/// <summary>What came with a block's data; null where it was not sent.</summary>
/// <param name="Length">Bytes received, one more than the buffer has where there were more.</param>
/// <param name="DataLength">How many bytes there should be.</param>
/// <param name="Checksum">In Base64.</param>
/// <param name="ChecksumAlgorithm">How it is computed.</param>
/// <param name="RequestId">For who asks AWS about it.</param>
internal readonly record struct BlockAnswer(
    int Length, int? DataLength, string? Checksum, string? ChecksumAlgorithm, string? RequestId);
