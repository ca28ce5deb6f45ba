using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LocalEbs.Listing;

/// <summary>
/// Page tokens: where a listing goes on and when that was said, with a code over these and the pair. They live for an
/// hour (https://docs.aws.amazon.com/ebs/latest/userguide/ebsapi-faq.html) and nothing about them is stored.
/// </summary>
internal sealed class PageTokens(TimeProvider time)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(60);

    private const int IssuedAt = sizeof(int);
    private const int Code = IssuedAt + sizeof(long);
    private const int Length = Code + SHA256.HashSizeInBytes;

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string Issue(SnapshotPair pair, int index)
    {
        Span<byte> token = stackalloc byte[Length];
        BinaryPrimitives.WriteInt32BigEndian(token, index);
        BinaryPrimitives.WriteInt64BigEndian(token[IssuedAt..], time.GetUtcNow().ToUnixTimeMilliseconds());
        Authenticate(pair, token[..Code], token[Code..]);
        return Convert.ToBase64String(token);
    }

    /// <returns>The index to go on at, or null where the token is forged, too old or another pair's.</returns>
    public int? Read(SnapshotPair pair, string text)
    {
        Span<byte> token = stackalloc byte[Length];
        if (!Convert.TryFromBase64String(text, token, out int length) || length != Length)
        {
            return null;
        }

        Span<byte> code = stackalloc byte[SHA256.HashSizeInBytes];
        Authenticate(pair, token[..Code], code);
        if (!CryptographicOperations.FixedTimeEquals(code, token[Code..]))
        {
            return null;
        }

        long issued = BinaryPrimitives.ReadInt64BigEndian(token[IssuedAt..]);
        bool isAlive = time.GetUtcNow() < DateTimeOffset.FromUnixTimeMilliseconds(issued) + Life;
        return isAlive ? BinaryPrimitives.ReadInt32BigEndian(token) : null;
    }

    private void Authenticate(SnapshotPair pair, ReadOnlySpan<byte> position, Span<byte> code)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hash.AppendData(position);
        hash.AppendData(Encoding.ASCII.GetBytes($"{pair.First?.Id}/{pair.Second.Id}"));
        hash.GetHashAndReset(code);
    }
}
