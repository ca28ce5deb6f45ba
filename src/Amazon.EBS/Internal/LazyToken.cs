using System.Buffers;
using System.Text;

namespace Amazon.EBS.Internal;

/// <summary>A token as a string, or as UTF-8 in a slab that it shares with others. The default is no token.</summary>
internal readonly struct LazyToken
{
    /// <summary>
    /// The model's pattern, and the two characters of URL-safe Base64 and UUIDs, which other servers than AWS's send.
    /// Nothing in it is escaped in JSON, or takes more than a byte.
    /// </summary>
    internal static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_"u8);

    private readonly object? _source;
    private readonly int _offset;
    private readonly int _length;

    internal LazyToken(string? text) => _source = text;

    internal LazyToken(byte[] slab, int offset, int length)
    {
        _source = slab;
        _offset = offset;
        _length = length;
    }

    internal ReadOnlyMemory<byte> Utf8 =>
        _source is byte[] slab ? new ReadOnlyMemory<byte>(slab, _offset, _length) : default;

    internal string? Text =>
        _source is byte[] slab ? Encoding.UTF8.GetString(slab, _offset, _length) : (string?)_source;
}
