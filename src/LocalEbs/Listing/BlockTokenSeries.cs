using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace LocalEbs.Listing;

/// <summary>
/// The tokens of one snapshot that end together: 45 bytes each (60 characters, as AWS's), being the expiry and a
/// code of the index. The codes of a page are AES under a key for snapshot, list and expiry, all in one call, since
/// twenty
/// thousand HMACs a page would cost more than everything else.
/// </summary>
internal sealed class BlockTokenSeries : IDisposable
{
    public const int TokenLength = 45;
    public const int TextLength = TokenLength / 3 * 4;
    public const int CodeLength = 48;

    private const int WordsPerCode = CodeLength / sizeof(int);
    private const int WordsPerCipherBlock = 4;

    private readonly Aes _aes = Aes.Create();
    private readonly long _expiry;

    public BlockTokenSeries(ReadOnlySpan<byte> key, string snapshotId, long list, long expiry)
    {
        _expiry = expiry;
        _aes.SetKey(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes($"{snapshotId}/{list}/{expiry}")));
    }

    public static long ExpiryOf(ReadOnlySpan<byte> token) => BinaryPrimitives.ReadInt64BigEndian(token);

    /// <summary>Computes <see cref="CodeLength"/> bytes for each block.</summary>
    public void ComputeCodes(ReadOnlySpan<ListedBlock> blocks, Span<byte> codes)
    {
        codes.Clear();
        Span<int> words = MemoryMarshal.Cast<byte, int>(codes);
        for (int i = 0; i < blocks.Length; i++)
        {
            for (int part = 0; part < WordsPerCode; part += WordsPerCipherBlock)
            {
                words[i * WordsPerCode + part] = blocks[i].Index;
                words[i * WordsPerCode + part + 1] = part;
            }
        }

        // Every block encrypted is another one, so that ECB is a pseudorandom function here and gives nothing away.
        _aes.EncryptEcb(codes, codes, PaddingMode.None);
    }

    /// <summary>Makes a token of <see cref="TokenLength"/> bytes from a code.</summary>
    public void Compose(ReadOnlySpan<byte> code, Span<byte> token)
    {
        BinaryPrimitives.WriteInt64BigEndian(token, _expiry);
        code[..(TokenLength - sizeof(long))].CopyTo(token[sizeof(long)..]);
    }

    public void Dispose() => _aes.Dispose();
}
