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
        await WriteAsync(exchange, data).ConfigureAwait(false);
    }

    private static async Task WriteAsync(Exchange exchange, ReadOnlyMemory<byte> data)
    {
        HttpResponse response = exchange.Http.Response;
        response.ContentType = "application/octet-stream";
        response.ContentLength = data.Length;
        response.Headers["x-amz-Data-Length"] = data.Length.ToString(CultureInfo.InvariantCulture);
        response.Headers["x-amz-Checksum"] = Convert.ToBase64String(SHA256.HashData(data.Span));
        response.Headers["x-amz-Checksum-Algorithm"] = "SHA256";
        await response.Body.WriteAsync(data, exchange.Aborted).ConfigureAwait(false);
    }
}
