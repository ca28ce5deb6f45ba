using Amazon.EBS;
using Amazon.EBS.Model;
using EbsChangedBlocks.Failures;
using EbsChangedBlocks.Reading;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Aws;

/// <summary>Blocks' data by GetSnapshotBlock; one attempt a block, read as it comes.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/APIReference/API_GetSnapshotBlock.html</remarks>
internal sealed class EbsBlockSource(IAmazonEBS client) : IBlockSource
{
    public async Task<BlockAnswer> GetBlockAsync(BlockRequest request, Memory<byte> buffer, RequestTry attempt)
    {
        // Signing is work, and not for the thread that hands out blocks.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            using GetSnapshotBlockResponse response = await client.GetSnapshotBlockAsync(
                new GetSnapshotBlockRequest
                {
                    SnapshotId = request.SnapshotId,
                    BlockIndex = request.Index,
                    BlockToken = request.Token,
                },
                attempt.Ended).ConfigureAwait(false);
            attempt.Heard();
            int length = await ReadAsync(response.BlockData, buffer, attempt).ConfigureAwait(false);
            return new BlockAnswer(
                length,
                response.DataLength,
                response.Checksum,
                response.ChecksumAlgorithm?.Value,
                OutsideText.Name(response.ResponseMetadata?.RequestId));
        }
        catch (Exception e) when (!attempt.Ended.IsCancellationRequested
            && FailureMap.ToFailure(e, Asked.ToRead(request)) is EbsChangedBlocksException failure)
        {
            throw failure;
        }
    }

    /// <returns>How many bytes came: one more than the buffer has where there were more.</returns>
    private static async Task<int> ReadAsync(Stream? body, Memory<byte> buffer, RequestTry attempt)
    {
        if (body is null)
        {
            return 0;
        }

        int length = 0;
        while (length < buffer.Length)
        {
            int read = await body.ReadAsync(buffer[length..], attempt.Ended).ConfigureAwait(false);
            if (read == 0)
            {
                return length;
            }

            length += read;
            attempt.Heard();
        }

        return length + await body.ReadAsync(new byte[1], attempt.Ended).ConfigureAwait(false);
    }
}
