using System.Text.Json;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>What both kinds of listing page hold.</summary>
internal struct Page<T>
{
    internal List<T>? Blocks;
    internal int? BlockSize;
    internal DateTime? ExpiryTime;
    internal string? NextToken;
    internal long? VolumeSize;

    internal readonly bool HoldsNothing =>
        Blocks is null && BlockSize is null && ExpiryTime is null && NextToken is null && VolumeSize is null;
}

/// <summary>
/// Reads a listing page from one contiguous buffer and keeps nothing of the buffer. Unknown members are skipped;
/// whatever could pass for the last page of a listing without being one is refused.
/// </summary>
internal static class PageReader
{
    internal static Page<T> Read<T>(ReadOnlySpan<byte> json, BlockShape<T> shape)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A page must be a JSON object.");
        }

        var page = default(Page<T>);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(shape.ListName))
            {
                page.Blocks = ReadBlocks(ref reader, ref json, shape);
            }
            else if (reader.ValueTextEquals("BlockSize"u8))
            {
                page.BlockSize = reader.ReadInt32();
            }
            else if (reader.ValueTextEquals("ExpiryTime"u8))
            {
                page.ExpiryTime = reader.ReadTimestamp();
            }
            else if (reader.ValueTextEquals("NextToken"u8))
            {
                page.NextToken = reader.ReadString();
            }
            else if (reader.ValueTextEquals("VolumeSize"u8))
            {
                page.VolumeSize = reader.ReadInt64();
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Read(); // throws on anything but white space after the object
        return page.HoldsNothing ? throw new JsonException("A page holds none of the members of a page.") : page;
    }

    /// <param name="reader">Stands before the array, and is left on its end.</param>
    /// <param name="json">What the reader reads from, which changes with it.</param>
    /// <param name="shape">The blocks in the array.</param>
    private static List<T>? ReadBlocks<T>(
        ref Utf8JsonReader reader, ref ReadOnlySpan<byte> json, BlockShape<T> shape)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Blocks must be an array.");
        }

        ReadOnlySpan<byte> rest = json[(int)reader.BytesConsumed..];
        if (BlockArray.TryScan(rest, shape, out int length) is not List<T> blocks)
        {
            return BlockArray.Read(ref reader, shape, rest.Length);
        }

        // The reader goes on as if the array were empty, with all that it knows about what stands before it.
        json = rest[length..];
        reader = new Utf8JsonReader(json, isFinalBlock: true, reader.CurrentState);
        reader.Read();
        return blocks;
    }
}
