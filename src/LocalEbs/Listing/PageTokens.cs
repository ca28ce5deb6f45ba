using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LocalEbs.Listing;

/// <summary>Makes and reads page tokens. A token knows where its listing goes on, lives 60 minutes, and is good for its own pair only.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListChangedBlocks.html</remarks>
internal sealed class PageTokens(TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    private const int PositionAt = 0;
    private const int IssuedAt = 4;
    private const int MacAt = 12;

    /// <summary>Not a multiple of three, so that tokens end in '=' as some of the service's do and clients must encode them.</summary>
    private const int Length = MacAt + 25;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Make(string listing, int position)
    {
        byte[] token = new byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(token.AsSpan(PositionAt), position);
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(IssuedAt), time.GetUtcNow().ToUnixTimeMilliseconds());
        Mac(listing, token).CopyTo(token.AsSpan(MacAt));
        return Convert.ToBase64String(token);
    }

    /// <summary>The position that the token holds; null if it is not one of ours, or of another listing, or too old.</summary>
    public int? Read(string listing, string text)
    {
        byte[] token = new byte[Length];
        if (!Convert.TryFromBase64String(text, token, out int length) || length != Length
            || !CryptographicOperations.FixedTimeEquals(token.AsSpan(MacAt), Mac(listing, token)))
            return null;

        var issued = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(token.AsSpan(IssuedAt)));
        return time.GetUtcNow() - issued <= Lifetime ? BinaryPrimitives.ReadInt32BigEndian(token.AsSpan(PositionAt)) : null;
    }

    private ReadOnlySpan<byte> Mac(string listing, byte[] token) =>
        HMACSHA256.HashData(_key, (byte[])[.. token.AsSpan(0, MacAt), .. Encoding.UTF8.GetBytes(listing)]).AsSpan(0, Length - MacAt);
}
