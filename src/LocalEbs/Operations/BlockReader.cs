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

        using IMemoryOwner<byte> rented = MemoryPool<byte>.Shared.Rent(Snapshot.BlockSize);
        Memory<byte> data = rented.Memory[..Snapshot.BlockSize];
        snapshot.Read(index, data.Span);
        IHeaderDictionary headers = exchange.Http.Response.Headers;
        headers["x-amz-Data-Length"] = data.Length.ToString(CultureInfo.InvariantCulture);
        headers["x-amz-Checksum"] = Convert.ToBase64String(SHA256.HashData(data.Span));
        headers["x-amz-Checksum-Algorithm"] = "SHA256";
        await exchange.AnswerAsync("application/octet-stream", data).ConfigureAwait(false);
    }
}
