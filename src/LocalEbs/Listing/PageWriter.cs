using System.Buffers;
using System.Text.Json;
using LocalEbs.Snapshots;

namespace LocalEbs.Listing;

/// <summary>Writes pages as the service does, its order of members included.</summary>
internal sealed class PageWriter(BlockTokens tokens, TimeProvider time)
{
    private static readonly JsonEncodedText BlockSize = JsonEncodedText.Encode("BlockSize");
    private static readonly JsonEncodedText Blocks = JsonEncodedText.Encode("Blocks");
    private static readonly JsonEncodedText BlockIndex = JsonEncodedText.Encode("BlockIndex");
    private static readonly JsonEncodedText BlockToken = JsonEncodedText.Encode("BlockToken");
    private static readonly JsonEncodedText ChangedBlocks = JsonEncodedText.Encode("ChangedBlocks");
    private static readonly JsonEncodedText ExpiryTime = JsonEncodedText.Encode("ExpiryTime");
    private static readonly JsonEncodedText FirstBlockToken = JsonEncodedText.Encode("FirstBlockToken");
    private static readonly JsonEncodedText NextToken = JsonEncodedText.Encode("NextToken");
    private static readonly JsonEncodedText SecondBlockToken = JsonEncodedText.Encode("SecondBlockToken");
    private static readonly JsonEncodedText VolumeSize = JsonEncodedText.Encode("VolumeSize");

    public void Write(IBufferWriter<byte> output, SnapshotComparison comparison, ScanWindow window, string? nextToken)
    {
        bool pair = comparison.First is not null;
        DateTimeOffset expiry = time.GetUtcNow() + BlockTokens.Lifetime;
        ulong first = BlockTokens.Fingerprint(comparison.First);
        ulong second = BlockTokens.Fingerprint(comparison.Second);
        // The tokens are base64: they need no escaping, and the writer need not look for what does.
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        json.WriteStartObject();
        json.WriteNumber(BlockSize, ISnapshot.BlockSize);
        json.WriteStartArray(pair ? ChangedBlocks : Blocks);
        foreach (ListedBlock block in window.Blocks)
        {
            json.WriteStartObject();
            json.WriteNumber(BlockIndex, block.Index);
            if (block.InFirst)
                WriteToken(json, FirstBlockToken, first, block.Index, expiry);

            if (block.InSecond)
                WriteToken(json, pair ? SecondBlockToken : BlockToken, second, block.Index, expiry);

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber(ExpiryTime, expiry.ToUnixTimeMilliseconds() / 1000m);
        if (nextToken is not null)
            json.WriteString(NextToken, nextToken);

        json.WriteNumber(VolumeSize, comparison.Second.VolumeSize);
        json.WriteEndObject();
    }

    private void WriteToken(Utf8JsonWriter json, JsonEncodedText name, ulong fingerprint, int index, DateTimeOffset expiry)
    {
        Span<byte> text = stackalloc byte[BlockTokens.TextLength + 2];
        text[0] = (byte)'"';
        tokens.Write(fingerprint, index, expiry.ToUnixTimeSeconds(), text[1..^1]);
        text[^1] = (byte)'"';
        json.WritePropertyName(name);
        json.WriteRawValue(text, skipInputValidation: true);
    }
}
