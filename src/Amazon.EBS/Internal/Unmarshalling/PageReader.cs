using System.Text.Json;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>Reads one block; the reader stands on its opening brace, and is left on the closing one.</summary>
internal delegate T ReadBlock<T>(ref Utf8JsonReader reader);

/// <summary>
/// Reads a listing page from one contiguous buffer and keeps nothing of the buffer. Unknown members are skipped;
/// whatever could pass for the last page of a listing without being one is refused.
/// </summary>
internal static class PageReader
{
    private const int MaxBlocksPerPage = 10_000;

    // A block with one token of the usual 60 characters. Blocks with two are nearly twice as long, so the list of a
    // full page is never grown, and that of a smaller one at most twice the size it needs.
    private const int BytesPerBlock = 100;

    internal static Page<T> Read<T>(ReadOnlySpan<byte> json, ReadOnlySpan<byte> blocksName, ReadBlock<T> readBlock)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A page must be a JSON object.");

        var page = default(Page<T>);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(blocksName)) page.Blocks = ReadBlocks(ref reader, json.Length, readBlock);
            else if (reader.ValueTextEquals("BlockSize"u8)) page.BlockSize = reader.ReadInt32();
            else if (reader.ValueTextEquals("ExpiryTime"u8)) page.ExpiryTime = reader.ReadTimestamp();
            else if (reader.ValueTextEquals("NextToken"u8)) page.NextToken = reader.ReadString();
            else if (reader.ValueTextEquals("VolumeSize"u8)) page.VolumeSize = reader.ReadInt64();
            else reader.Skip();
        }

        reader.Read(); // throws on anything but white space after the object
        return page.HoldsNothing ? throw new JsonException("A page holds none of the members of a page.") : page;
    }

    internal static JsonException NoBlockIndex() => new("A block came without its BlockIndex.");

    private static List<T>? ReadBlocks<T>(ref Utf8JsonReader reader, int pageLength, ReadBlock<T> readBlock)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.StartArray) throw new JsonException("Blocks must be an array.");

        var bytesLeft = pageLength - (int)reader.BytesConsumed;
        var blocks = new List<T>(Math.Min(bytesLeft / BytesPerBlock, MaxBlocksPerPage));
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject) throw NoBlockIndex();
            blocks.Add(readBlock(ref reader));
        }

        return blocks;
    }
}
