using System.Text;

namespace Amazon.EBS.Internal;

/// <summary>A token as a string, or as UTF-8 in a slab that it shares with others. The default is no token.</summary>
internal readonly struct LazyToken
{
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

    internal bool IsPresent => _source is not null;

    internal string? Text => _source is byte[] slab ? Encoding.UTF8.GetString(slab, _offset, _length) : (string?)_source;
}
