using System.Security.Cryptography;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Reading;

/// <summary>
/// Reads blocks and checks what comes, since neither the signature nor the transport covers the data from end to end.
/// A block whose token is refused is listed once more, for another token.
/// </summary>
/// <remarks>
/// Sources: https://docs.aws.amazon.com/ebs/latest/userguide/ebsapis-using-checksums.html and
/// https://docs.aws.amazon.com/ebs/latest/userguide/ebsapi-elements.html
/// </remarks>
internal sealed class BlockReader(
    IBlockSource blocks, RequestRunner reads, IPageSource pages, RequestRunner lists, CostMeter cost)
    : IDisposable
{
    private const int MostFetches = 3;
    private const int MostTokens = 3;

    /// <summary>One at a time: a list request may be what takes the tokens of others their validity.</summary>
    private readonly SemaphoreSlim _renewing = new(1);

    public IRequestLog Log => reads.Log;

    public CostMeter Cost => cost;

    /// <summary>
    /// Looks at a snapshot before anything is changed for its sake: how large it is, and, by reading its first block,
    /// whether its data can be had.
    /// </summary>
    /// <param name="snapshotId">The snapshot.</param>
    /// <param name="reads">Whether to read a block.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<SnapshotHead> GetHeadAsync(string snapshotId, bool reads, CancellationToken cancellationToken)
    {
        var pair = new SnapshotPair(null, snapshotId);
        BlockPage page = await ListAsync(pair, startingBlockIndex: null, cancellationToken).ConfigureAwait(false);
        if (page.VolumeSize is not long size || size % page.BlockSize != 0)
        {
            throw Contradiction.Of(
                pair, $"a volume of {page.VolumeSize} bytes in blocks of {page.BlockSize}", page.RequestId);
        }

        if (reads && page.Blocks is [var first, ..])
        {
            var block = new BlockRequest(
                snapshotId, first.Index, first.SecondToken.Text ?? throw NoToken(page, first));
            await ReadAsync(pair, block, new byte[page.BlockSize], cancellationToken).ConfigureAwait(false);
        }

        return new SnapshotHead(size, page.BlockSize);
    }

    /// <summary>Reads a block and makes sure that it is what the service holds.</summary>
    /// <param name="pair">The listing that the block is of.</param>
    /// <param name="block">The block.</param>
    /// <param name="buffer">Takes the data; as long as a block is.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="EbsChangedBlocksException">It cannot be had, or not right.</exception>
    public async Task ReadAsync(
        SnapshotPair pair, BlockRequest block, byte[] buffer, CancellationToken cancellationToken)
    {
        for (int fetches = 1; ; fetches++)
        {
            BlockAnswer answer = await FetchAsync(pair, block, buffer, cancellationToken).ConfigureAwait(false);
            if (Complaint(answer, buffer) is not string complaint)
            {
                return;
            }

            if (fetches == MostFetches)
            {
                throw new EbsChangedBlocksException(
                    FailureKind.ChecksumMismatch, $"The data of {block} came wrong {fetches} times: {complaint}.")
                {
                    RequestId = answer.RequestId,
                };
            }

            Log.Verbose($"ChecksumMismatch: reading {block} again: {complaint} (request {answer.RequestId}).");
        }
    }

    public void Dispose() => _renewing.Dispose();

    private async Task<BlockAnswer> FetchAsync(
        SnapshotPair pair, BlockRequest block, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(block, buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (EbsChangedBlocksException refused) when (refused.Kind == FailureKind.BlockTokenInvalid)
        {
            Log.Verbose($"BlockTokenInvalid: listing {block} again for its token (request {refused.RequestId}).");
        }

        await _renewing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            for (int tokens = 1; ; tokens++)
            {
                string token = await RenewAsync(pair, block, cancellationToken).ConfigureAwait(false);
                try
                {
                    return await SendAsync(block with { Token = token }, buffer, cancellationToken)
                        .ConfigureAwait(false);
                }
                catch (EbsChangedBlocksException refused)
                    when (refused.Kind == FailureKind.BlockTokenInvalid && tokens < MostTokens)
                {
                }
            }
        }
        finally
        {
            _renewing.Release();
        }
    }

    private async Task<BlockAnswer> SendAsync(
        BlockRequest block, byte[] buffer, CancellationToken cancellationToken)
    {
        // In the order in which blocks are asked for, so that what may still be spent goes to the first of them.
        cost.AddBlock();
        try
        {
            (BlockAnswer answer, RequestCost spent) = await reads
                .RunAsync(
                    attempt => blocks.GetBlockAsync(block, buffer, attempt),
                    RequestPriority.Due,
                    permit: null,
                    cancellationToken)
                .ConfigureAwait(false);
            cost.AddReads(spent);
            return answer;
        }
        catch
        {
            cost.RemoveBlock();
            throw;
        }
    }

    private async Task<string> RenewAsync(
        SnapshotPair pair, BlockRequest block, CancellationToken cancellationToken)
    {
        BlockPage page = await ListAsync(pair, block.Index, cancellationToken).ConfigureAwait(false);
        if (page.Blocks is not [var found, ..] || found.Index != block.Index)
        {
            throw Contradiction.Of(pair, $"it has no block {block.Index} any more", page.RequestId);
        }

        return (block.SnapshotId == pair.Second ? found.SecondToken.Text : found.FirstToken.Text)
            ?? throw NoToken(page, found);
    }

    private async Task<BlockPage> ListAsync(
        SnapshotPair pair, int? startingBlockIndex, CancellationToken cancellationToken)
    {
        BlockPage page = await pages
            .GetPageAsync(
                new PageRequest(pair, PageRequest.LowestMaxResults, startingBlockIndex),
                lists,
                permit: null,
                cancellationToken)
            .ConfigureAwait(false);
        cost.AddLists(page.Cost);
        new PageOrderGuard(startingBlockIndex ?? 0).Check(page);
        return page;
    }

    private static EbsChangedBlocksException NoToken(BlockPage page, BlockEntry block) =>
        Contradiction.Of(page.Pair, $"block {block.Index} has no token any more", page.RequestId);

    /// <summary>What is wrong with the data; null where nothing is.</summary>
    private static string? Complaint(BlockAnswer answer, ReadOnlySpan<byte> data)
    {
        if (answer.Length != data.Length || answer.DataLength != data.Length)
        {
            string came = answer.Length > data.Length ? "more" : $"{answer.Length:N0}";
            return FormattableString.Invariant(
                $"{came} bytes came, and {answer.DataLength:N0} were announced, of the {data.Length:N0} of a block");
        }

        if (answer.ChecksumAlgorithm != "SHA256")
        {
            return $"its checksum is by '{answer.ChecksumAlgorithm}' instead of SHA256";
        }

        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        if (answer.Checksum is null
            || !Convert.TryFromBase64String(answer.Checksum, expected, out int length)
            || length != SHA256.HashSizeInBytes)
        {
            return "its checksum is none";
        }

        Span<byte> actual = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, actual);
        return actual.SequenceEqual(expected) ? null : "its checksum does not match";
    }
}

/// <summary>What has to be known of a snapshot before it is saved; both in bytes.</summary>
internal sealed record SnapshotHead(long VolumeSize, int BlockSize)
{
    public long BlockCount => VolumeSize / BlockSize;
}
