using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LocalEbs.Snapshots;

/// <summary>The SHA-256 of a block's data, kept in place; all zeros where nothing is written.</summary>
internal readonly record struct BlockDigest(UInt128 FirstHalf, UInt128 SecondHalf)
{
    /// <summary>That of a block of zeros.</summary>
    public static BlockDigest OfZeros { get; } = Of(new byte[Snapshot.BlockSize]);

    /// <summary>Stands for the data: two blocks that hold other data have other contents.</summary>
    public UInt128 Content => FirstHalf;

    public string ToBase64()
    {
        BlockDigest digest = this;
        return Convert.ToBase64String(MemoryMarshal.AsBytes(new ReadOnlySpan<BlockDigest>(in digest)));
    }

    public static BlockDigest Of(ReadOnlySpan<byte> block)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(block, hash);
        return MemoryMarshal.Read<BlockDigest>(hash);
    }
}
