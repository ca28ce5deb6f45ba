using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using LocalEbs.Snapshots;

namespace LocalEbs.Listing;

/// <summary>
/// Makes and reads block tokens: the right to read one block of one snapshot, for seven days. The seal is quick, not cryptographic: a page of
/// 10,000 blocks has 20,000 of them, and nothing here is worth forging one.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/ebs/latest/userguide/ebsapi-elements.html</remarks>
internal sealed class BlockTokens
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    /// <summary>As long as the tokens in the service's examples.</summary>
    public const int TextLength = 60;

    private const int SnapshotAt = 1;
    private const int IndexAt = 9;
    private const int ExpiryAt = 13;
    private const int SealAt = 21;
    private const int Length = SealAt + (3 * sizeof(ulong));

    private readonly ulong _key = BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>What stands for a snapshot in its tokens; worked out once a page.</summary>
    public static ulong Fingerprint(ISnapshot? snapshot) =>
        snapshot is null ? 0 : BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(snapshot.Id)));

    /// <param name="fingerprint">The snapshot's <see cref="Fingerprint"/>.</param>
    /// <param name="index">The block.</param>
    /// <param name="expiry">In seconds since 1970.</param>
    /// <param name="text">Takes <see cref="TextLength"/> bytes of ASCII.</param>
    public void Write(ulong fingerprint, int index, long expiry, Span<byte> text)
    {
        Span<byte> raw = stackalloc byte[Length];
        Fill(raw, fingerprint, index, expiry);
        Base64.EncodeToUtf8(raw, text, out _, out _);
    }

    public bool IsValid(ISnapshot snapshot, int index, string text, DateTimeOffset now)
    {
        Span<byte> raw = stackalloc byte[Length];
        if (!Convert.TryFromBase64String(text, raw, out int length) || length != Length)
            return false;

        long expiry = BinaryPrimitives.ReadInt64BigEndian(raw[ExpiryAt..]);
        Span<byte> expected = stackalloc byte[Length];
        Fill(expected, Fingerprint(snapshot), index, expiry);
        return raw.SequenceEqual(expected) && expiry >= now.ToUnixTimeSeconds();
    }

    private void Fill(Span<byte> raw, ulong fingerprint, int index, long expiry)
    {
        raw[0] = 0;
        BinaryPrimitives.WriteUInt64BigEndian(raw[SnapshotAt..], fingerprint);
        BinaryPrimitives.WriteInt32BigEndian(raw[IndexAt..], index);
        BinaryPrimitives.WriteInt64BigEndian(raw[ExpiryAt..], expiry);
        ulong seal = Mix.Hash(_key ^ fingerprint, (ulong)index) ^ Mix.Hash(_key, (ulong)expiry);
        for (int at = SealAt; at < Length; at += sizeof(ulong))
        {
            seal = Mix.Hash(seal, _key);
            BinaryPrimitives.WriteUInt64BigEndian(raw[at..], seal);
        }
    }
}
