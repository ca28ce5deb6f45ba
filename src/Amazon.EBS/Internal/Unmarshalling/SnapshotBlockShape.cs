using System.Runtime.CompilerServices;
using System.Text.Json;
using Amazon.EBS.Model;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>A block of ListSnapshotBlocks: an index and a token.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_Block.html"/>
internal sealed class SnapshotBlockShape : BlockShape<Block>
{
    internal static SnapshotBlockShape Instance { get; } = new();

    internal override ReadOnlySpan<byte> ListName => "Blocks"u8;

    // Left to tiered compilation, this would run unoptimised for some hundred pages, longer than most listings are.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override bool TryScan(ref BlockScanner scanner, TokenSlabs slabs, out Block? block)
    {
        block = null;
        if (!scanner.Take("{\"BlockIndex\":"u8) || !scanner.TakeNumber(out var index)) return false;
        if (!scanner.Take(",\"BlockToken\":\""u8) || !scanner.TakeToken(slabs, out var token)) return false;
        if (!scanner.Take("}"u8)) return false;
        block = new Block(index, token);
        return true;
    }

    internal override Block Read(ref Utf8JsonReader reader, TokenSlabs slabs)
    {
        int? index = null;
        LazyToken token = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("BlockIndex"u8)) index = reader.ReadInt32();
            else if (reader.ValueTextEquals("BlockToken"u8)) token = slabs.Read(ref reader);
            else reader.Skip();
        }

        return index is null ? throw BlockArray.NoBlockIndex() : new Block(index, token);
    }
}
