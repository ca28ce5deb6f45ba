using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Amazon.EBS.Internal.Unmarshalling;

/// <summary>
/// Where the tokens of one page go, many to an array: far fewer objects than strings. The arrays are small, so that a
/// block that is kept keeps little else, and none is for the large object heap.
/// </summary>
/// <param name="capacity">At least as many bytes as all tokens to come have together.</param>
internal sealed class TokenSlabs(int capacity)
{
    /// <summary>The longest token that is taken, in bytes: a slab full.</summary>
    internal const int MaxTokenLength = 32 * 1024;

    private byte[] _slab = [];
    private int _used;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal LazyToken Add(ReadOnlySpan<byte> token)
    {
        token.CopyTo(Reserve(token.Length));
        return Take(token.Length);
    }

    /// <summary>Reads the value after a property name, which may be null.</summary>
    internal LazyToken Read(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > MaxTokenLength)
        {
            return new LazyToken(reader.GetString());
        }

        return Take(reader.CopyString(Reserve(reader.ValueSpan.Length)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int length)
    {
        if (_slab.Length - _used < length)
        {
            _slab = GC.AllocateUninitializedArray<byte>(Math.Min(MaxTokenLength, capacity));
            _used = 0;
        }

        return _slab.AsSpan(_used, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private LazyToken Take(int length)
    {
        var token = new LazyToken(_slab, _used, length);
        _used += length;
        capacity -= length;
        return token;
    }
}
