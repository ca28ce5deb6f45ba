using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace EbsChangedBlocks.Listing;

/// <summary>
/// The right to read a block: a string, or a place in bytes that it shares with other tokens. The default is none.
/// </summary>
/// <remarks>
/// Source of its form: https://docs.aws.amazon.com/ebs/latest/APIReference/API_ChangedBlock.html
/// </remarks>
internal readonly record struct BlockToken
{
    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create(Encoding.ASCII.GetBytes(TokenForm.Alphabet));

    private readonly object? _source;
    private readonly int _offset;
    private readonly int _length;

    public BlockToken(string? text) => _source = text;

    public BlockToken(byte[] utf8, int offset, int length)
    {
        _source = utf8;
        _offset = offset;
        _length = length;
    }

    [MethodImpl(HotPath.Optimized)]
    public BlockToken(ReadOnlyMemory<byte> utf8)
    {
        if (!MemoryMarshal.TryGetArray(utf8, out ArraySegment<byte> place))
        {
            place = utf8.ToArray();
        }

        (_source, _offset, _length) = (place.Array, place.Offset, place.Count);
    }

    public bool IsPresent => _source is not null;

    /// <summary>Whether it is a token as the service makes them, or none.</summary>
    public bool IsWellFormed
    {
        [MethodImpl(HotPath.Optimized)]
        get => _source switch
        {
            null => true,
            byte[] utf8 => _length is > 0 and <= TokenForm.Longest
                && !utf8.AsSpan(_offset, _length).ContainsAnyExcept(Alphabet),
            object text => TokenForm.IsWellFormed((string)text),
        };
    }

    /// <summary>The token, made at each read where it lies in bytes.</summary>
    public string? Text =>
        _source is byte[] utf8 ? Encoding.UTF8.GetString(utf8, _offset, _length) : (string?)_source;

    /// <summary>Where it lies in bytes, if it does.</summary>
    public bool TryGetPlace(out byte[]? utf8, out int offset, out int length)
    {
        (utf8, offset, length) = (_source as byte[], _offset, _length);
        return utf8 is not null;
    }
}
