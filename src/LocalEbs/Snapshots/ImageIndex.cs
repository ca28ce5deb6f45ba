using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace LocalEbs.Snapshots;

/// <summary>What each block of an image holds: 0 for zeros only, half of its SHA-256 otherwise.</summary>
internal static class ImageIndex
{
    public static UInt128[] Read(string path, long length)
    {
        long blocks = (length + Snapshot.BlockSize - 1) / Snapshot.BlockSize;
        var contents = new UInt128[blocks];
        var block = new byte[Snapshot.BlockSize];
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        for (int index = 0; index < contents.Length; index++)
        {
            ReadBlock(file, index, block);
            contents[index] = ContentOf(block);
        }

        return contents;
    }

    public static void ReadBlock(SafeFileHandle file, int index, Span<byte> block)
    {
        long offset = (long)index * Snapshot.BlockSize;
        int filled = 0;
        while (filled < block.Length && RandomAccess.Read(file, block[filled..], offset + filled) is > 0 and var read)
        {
            filled += read;
        }

        block[filled..].Clear();
    }

    private static UInt128 ContentOf(ReadOnlySpan<byte> block)
    {
        if (!block.ContainsAnyExcept((byte)0))
        {
            return UInt128.Zero;
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(block, digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }
}
