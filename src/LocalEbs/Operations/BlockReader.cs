using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using LocalEbs.Http;
using LocalEbs.Listing;
using LocalEbs.Snapshots;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Operations;

/// <summary>Answers GetSnapshotBlock: the data of a block, with its checksum.</summary>
internal sealed class BlockReader(BlockTokens blockTokens)
{
    public async Task AnswerAsync(Exchange exchange, Snapshot snapshot)
    {
        int index = EbsRequest.RequireNumber(exchange.Request.BlockIndex, "BlockIndex", 0, int.MaxValue)!.Value;
        exchange.Record.StartingBlockIndex = index;
        string token = exchange.Request.Query["blockToken"]
            ?? throw EbsErrors.InvalidParameter("BlockToken must be specified.");
        snapshot.EnsureUnchanged();
        if (index >= snapshot.BlockCount || !snapshot.At(index).IsWritten)
        {
            throw EbsErrors.InvalidBlock(index);
        }

        if (!blockTokens.IsValid(token, snapshot.Id, index))
        {
            throw EbsErrors.InvalidBlockToken();
        }

        if (exchange.WantsOtherBlock && OtherThan(index, snapshot) is { } other)
        {
            index = other;
            exchange.WantsOtherBlock = false;
        }

        using IMemoryOwner<byte> rented = MemoryPool<byte>.Shared.Rent(Snapshot.BlockSize);
        Memory<byte> data = rented.Memory[..Snapshot.BlockSize];
        snapshot.Read(index, data.Span);
        IHeaderDictionary headers = exchange.Http.Response.Headers;
        headers[BlockHeaders.DataLength] = data.Length.ToString(CultureInfo.InvariantCulture);
        headers[BlockHeaders.Checksum] = Convert.ToBase64String(SHA256.HashData(data.Span));
        headers[BlockHeaders.ChecksumAlgorithm] = "SHA256";
        await exchange.AnswerAsync("application/octet-stream", data).ConfigureAwait(false);
    }

    /// <summary>The next written block, from the end on the first; null where there is no other.</summary>
    private static int? OtherThan(int index, Snapshot snapshot) =>
        (snapshot.NextWritten(index + 1) ?? snapshot.NextWritten(0)) is { } other && other != index ? other : null;
}
