using System.Globalization;
using LocalEbs.Http;
using LocalEbs.Listing;
using LocalEbs.Snapshots;
using Microsoft.AspNetCore.Http;
using Microsoft.Win32.SafeHandles;

namespace LocalEbs.Operations;

/// <summary>Answers GetSnapshotBlock: the data of a block, with its checksum.</summary>
internal sealed class BlockReader(BlockTokens blockTokens)
{
    private static readonly string Length = Snapshot.BlockSize.ToString(CultureInfo.InvariantCulture);

    private readonly ChecksumCache _checksums = new();

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

        using SafeFileHandle? file = snapshot.OpenFile();
        HttpResponse response = exchange.Http.Response;
        response.ContentType = "application/octet-stream";
        response.ContentLength = Snapshot.BlockSize;
        response.Headers[BlockHeaders.DataLength] = Length;
        response.Headers[BlockHeaders.Checksum] = _checksums.Of(snapshot, index).ToBase64();
        response.Headers[BlockHeaders.ChecksumAlgorithm] = "SHA256";

        // Once the answer has begun, and no refusal can follow, the buffer is the one that the socket sends from.
        await response.StartAsync(exchange.Aborted).ConfigureAwait(false);
        snapshot.Read(file, index, response.BodyWriter.GetSpan(Snapshot.BlockSize)[..Snapshot.BlockSize]);
        response.BodyWriter.Advance(Snapshot.BlockSize);
        await response.BodyWriter.FlushAsync(exchange.Aborted).ConfigureAwait(false);
    }

    /// <summary>The next written block, from the end on the first; null where there is no other.</summary>
    private static int? OtherThan(int index, Snapshot snapshot) =>
        (snapshot.NextWritten(index + 1) ?? snapshot.NextWritten(0)) is { } other && other != index ? other : null;
}
