using System.Text.Json;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>Reads the array of blocks in a page, nearly all of its bytes: by scanning, or else as any JSON.</summary>
internal static class BlockArray
{
    private const int MaxBlocksPerPage = 10_000;

    // A block with one token of the usual 60 characters. Blocks with two are nearly twice as long, so the list of a
    // full page is never grown, and that of a smaller one at most twice the size it needs.
    private const int BytesPerBlock = 100;

    internal static JsonException NoBlockIndex() => new("A block came without its BlockIndex.");

    /// <summary>Reads an array as the service writes it, without white space.</summary>
    /// <param name="json">What follows the opening bracket.</param>
    /// <param name="shape">The blocks in it.</param>
    /// <param name="length">How far the closing bracket is, if the array is so written.</param>
    /// <returns>Null if the array is not so written.</returns>
    internal static List<T>? TryScan<T>(ReadOnlySpan<byte> json, BlockShape<T> shape, out int length)
    {
        var scanner = new BlockScanner(json);
        var slabs = new TokenSlabs(json.Length);
        List<T> blocks = NewList<T>(json.Length);
        do
        {
            if (!shape.TryScan(ref scanner, slabs, out T? block))
            {
                length = 0;
                return null;
            }

            blocks.Add(block!);
        }
        while (scanner.Take(","u8));

        length = json.Length - scanner.BytesLeft;
        return scanner.Take("]"u8) ? blocks : null;
    }

    /// <summary>Reads an array in any form; the reader stands on its opening bracket, left on the closing.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="shape">The blocks in it.</param>
    /// <param name="bytesLeft">At least how many bytes there are before the closing bracket.</param>
    internal static List<T> Read<T>(ref Utf8JsonReader reader, BlockShape<T> shape, int bytesLeft)
    {
        var slabs = new TokenSlabs(bytesLeft);
        List<T> blocks = NewList<T>(bytesLeft);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw NoBlockIndex();
            }

            blocks.Add(shape.Read(ref reader, slabs));
        }

        return blocks;
    }

    private static List<T> NewList<T>(int bytesLeft) => new(Math.Min(bytesLeft / BytesPerBlock, MaxBlocksPerPage));
}
