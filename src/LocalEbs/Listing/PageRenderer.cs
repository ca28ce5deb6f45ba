using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using LocalEbs.Snapshots;

namespace LocalEbs.Listing;

/// <summary>Renders a page as the service does: its members in that order, nothing escaped, no white space.</summary>
internal sealed class PageRenderer(BlockTokens tokens)
{
    private const int BytesPerEntry = 32 + 2 * (BlockTokenSeries.TextLength + 24);
    private const int BytesAround = 512;

    public JsonBuffer Render(Page page)
    {
        bool isComparison = page.Pair.First is not null;
        var json = new JsonBuffer(BytesAround + page.Blocks.Count * BytesPerEntry);
        json.Append("{\"BlockSize\":"u8);
        json.Append(Snapshot.BlockSize);
        json.Append(isComparison ? ",\"ChangedBlocks\":["u8 : ",\"Blocks\":["u8);
        AppendEntries(json, page, isComparison ? ",\"SecondBlockToken\":\""u8 : ",\"BlockToken\":\""u8);
        json.Append("],\"ExpiryTime\":"u8);
        json.Append(page.Expiry.ToUnixTimeMilliseconds() / 1000m, "0.000");
        if (page.NextToken is not null)
        {
            json.Append(",\"NextToken\":\""u8);
            json.Append(Encoding.ASCII.GetBytes(page.NextToken));
            json.Append("\""u8);
        }

        json.Append(",\"VolumeSize\":"u8);
        json.Append(page.Pair.Second.VolumeSize);
        json.Append("}"u8);
        return json;
    }

    private void AppendEntries(JsonBuffer json, Page page, ReadOnlySpan<byte> secondName)
    {
        ReadOnlySpan<ListedBlock> blocks = CollectionsMarshal.AsSpan(page.Blocks);
        using BlockTokenSeries? first =
            page.Pair.First is { } snapshot ? tokens.Series(snapshot.Id, page.Expiry) : null;
        using BlockTokenSeries second = tokens.Series(page.Pair.Second.Id, page.Expiry);
        int length = blocks.Length * BlockTokenSeries.CodeLength;
        byte[] firstCodes = ArrayPool<byte>.Shared.Rent(length);
        byte[] secondCodes = ArrayPool<byte>.Shared.Rent(length);
        first?.ComputeCodes(blocks, firstCodes.AsSpan(0, length));
        second.ComputeCodes(blocks, secondCodes.AsSpan(0, length));
        for (int i = 0; i < blocks.Length; i++)
        {
            json.Append(i == 0 ? "{\"BlockIndex\":"u8 : ",{\"BlockIndex\":"u8);
            json.Append(blocks[i].Index);
            AppendToken(json, blocks[i].IsInFirst ? first : null, ",\"FirstBlockToken\":\""u8, firstCodes, i);
            AppendToken(json, blocks[i].IsInSecond ? second : null, secondName, secondCodes, i);
            json.Append("}"u8);
        }

        ArrayPool<byte>.Shared.Return(firstCodes);
        ArrayPool<byte>.Shared.Return(secondCodes);
    }

    private static void AppendToken(
        JsonBuffer json, BlockTokenSeries? series, ReadOnlySpan<byte> name, ReadOnlySpan<byte> codes, int position)
    {
        if (series is null)
        {
            return;
        }

        Span<byte> token = stackalloc byte[BlockTokenSeries.TokenLength];
        series.Compose(codes.Slice(position * BlockTokenSeries.CodeLength, BlockTokenSeries.CodeLength), token);
        json.Append(name);
        json.AppendBase64(token);
        json.Append("\""u8);
    }
}
