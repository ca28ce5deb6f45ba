using System.Runtime.CompilerServices;
using System.Text.Json;
using Amazon.EBS.Model;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>A block of ListChangedBlocks: an index, and the tokens of the snapshots that have the block.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ChangedBlock.html"/>
internal sealed class ChangedBlockShape : BlockShape<ChangedBlock>
{
    internal static ChangedBlockShape Instance { get; } = new();

    internal override ReadOnlySpan<byte> ListName => "ChangedBlocks"u8;

    // Left to tiered compilation, this would run unoptimised for some hundred pages, longer than most listings are.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override bool TryScan(ref BlockScanner scanner, TokenSlabs slabs, out ChangedBlock? block)
    {
        LazyToken first = default, second = default;
        block = null;
        if (!scanner.Take("{\"BlockIndex\":"u8) || !scanner.TakeNumber(out var index)) return false;
        if (scanner.Take(",\"FirstBlockToken\":\""u8) && !scanner.TakeToken(slabs, out first)) return false;
        if (scanner.Take(",\"SecondBlockToken\":\""u8) && !scanner.TakeToken(slabs, out second)) return false;
        if (!scanner.Take("}"u8)) return false;
        block = new ChangedBlock(index, first, second);
        return true;
    }

    internal override ChangedBlock Read(ref Utf8JsonReader reader, TokenSlabs slabs)
    {
        int? index = null;
        LazyToken first = default, second = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("BlockIndex"u8)) index = reader.ReadInt32();
            else if (reader.ValueTextEquals("FirstBlockToken"u8)) first = slabs.Read(ref reader);
            else if (reader.ValueTextEquals("SecondBlockToken"u8)) second = slabs.Read(ref reader);
            else reader.Skip();
        }

        return index is null ? throw BlockArray.NoBlockIndex() : new ChangedBlock(index, first, second);
    }
}
