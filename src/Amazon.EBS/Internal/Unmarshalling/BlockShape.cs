using System.Runtime.CompilerServices;
using System.Text.Json;
using Amazon.EBS.Model;
using Amazon.Runtime;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>How the blocks of one listing are written.</summary>
internal abstract class BlockShape<T>
{
    /// <summary>The member of the page that holds the blocks.</summary>
    internal abstract ReadOnlySpan<byte> ListName { get; }

    /// <summary>Reads a block that is written as the service writes it, to the byte.</summary>
    /// <returns>Whether it is; if not, nothing is known of what follows.</returns>
    internal abstract bool TryScan(ref BlockScanner scanner, TokenSlabs slabs, out T? block);

    /// <summary>Reads a block in any form; the reader stands on its opening brace, left on the closing one.</summary>
    internal abstract T Read(ref Utf8JsonReader reader, TokenSlabs slabs);

    internal abstract AmazonWebServiceResponse ToResponse(in Page<T> page);
}

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
        if (!scanner.Take("{\"BlockIndex\":"u8) || !scanner.TakeNumber(out int index)
            || (scanner.Take(",\"FirstBlockToken\":\""u8) && !scanner.TakeToken(slabs, out first))
            || (scanner.Take(",\"SecondBlockToken\":\""u8) && !scanner.TakeToken(slabs, out second))
            || !scanner.Take("}"u8))
        {
            return false;
        }

        block = new ChangedBlock(index, first, second);
        return true;
    }

    internal override ChangedBlock Read(ref Utf8JsonReader reader, TokenSlabs slabs)
    {
        int? index = null;
        LazyToken first = default, second = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("BlockIndex"u8))
            {
                index = reader.ReadInt32();
            }
            else if (reader.ValueTextEquals("FirstBlockToken"u8))
            {
                first = slabs.Read(ref reader);
            }
            else if (reader.ValueTextEquals("SecondBlockToken"u8))
            {
                second = slabs.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return index is null ? throw BlockArray.NoBlockIndex() : new ChangedBlock(index, first, second);
    }

    internal override ListChangedBlocksResponse ToResponse(in Page<ChangedBlock> page) => new()
    {
        BlockSize = page.BlockSize,
        ChangedBlocks = page.Blocks,
        ExpiryTime = page.ExpiryTime,
        NextToken = page.NextToken,
        VolumeSize = page.VolumeSize,
    };
}

/// <summary>A block of ListSnapshotBlocks: an index and a token.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_Block.html"/>
internal sealed class SnapshotBlockShape : BlockShape<Block>
{
    internal static SnapshotBlockShape Instance { get; } = new();

    internal override ReadOnlySpan<byte> ListName => "Blocks"u8;

    // As above.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal override bool TryScan(ref BlockScanner scanner, TokenSlabs slabs, out Block? block)
    {
        LazyToken token = default;
        block = null;
        if (!scanner.Take("{\"BlockIndex\":"u8) || !scanner.TakeNumber(out int index)
            || !scanner.Take(",\"BlockToken\":\""u8) || !scanner.TakeToken(slabs, out token)
            || !scanner.Take("}"u8))
        {
            return false;
        }

        block = new Block(index, token);
        return true;
    }

    internal override Block Read(ref Utf8JsonReader reader, TokenSlabs slabs)
    {
        int? index = null;
        LazyToken token = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("BlockIndex"u8))
            {
                index = reader.ReadInt32();
            }
            else if (reader.ValueTextEquals("BlockToken"u8))
            {
                token = slabs.Read(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return index is null ? throw BlockArray.NoBlockIndex() : new Block(index, token);
    }

    internal override ListSnapshotBlocksResponse ToResponse(in Page<Block> page) => new()
    {
        BlockSize = page.BlockSize,
        Blocks = page.Blocks,
        ExpiryTime = page.ExpiryTime,
        NextToken = page.NextToken,
        VolumeSize = page.VolumeSize,
    };
}
