using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace LocalEbs.Snapshots;

/// <summary>
/// A raw disk image file as a snapshot: 512 KiB blocks, of which those holding only zeros count as never written.
/// A last block that the file fills only in part is padded with zeros; the volume's size is rounded up to whole GiB.
/// </summary>
public sealed class ImageSnapshot : Snapshot
{
    /// <summary>The lineage of images for which no other is given: they can all be compared.</summary>
    public const string DefaultLineage = "image";

    private readonly FileStamp _stamp;
    private readonly UInt128[] _contents;

    private ImageSnapshot(string id, string lineage, FileStamp stamp, UInt128[] contents)
        : base(id, VolumeSizeOf(stamp.Length), lineage)
    {
        _stamp = stamp;
        _contents = contents;
        WrittenBlocks = contents.Count(content => content != UInt128.Zero);
    }

    /// <summary>The path of the image file.</summary>
    public string Path => _stamp.Path;

    /// <inheritdoc/>
    public override int? WrittenBlocks { get; }

    /// <summary>Reads an image once from end to end and remembers what its blocks hold (16 bytes a block).</summary>
    /// <param name="id">The snapshot id to serve it under.</param>
    /// <param name="path">The image file.</param>
    /// <param name="lineage">Images with equal lineages can be compared; others are unrelated.</param>
    /// <exception cref="IOException">There is no such file, or it changed while it was read.</exception>
    /// <exception cref="ArgumentException">The id is malformed or the image larger than 64 TiB.</exception>
    public static ImageSnapshot Open(string id, string path, string lineage = DefaultLineage)
    {
        FileStamp stamp = FileStamp.Of(path);
        var snapshot = new ImageSnapshot(id, lineage, stamp, ReadContents(path, stamp.Length));
        snapshot.EnsureUnchanged();
        return snapshot;
    }

    /// <inheritdoc/>
    public override BlockStretch At(int index) => index < _contents.Length
        ? new BlockStretch(_contents[index], index + 1)
        : new BlockStretch(UInt128.Zero, BlockCount);

    /// <inheritdoc/>
    public override void Read(int index, Span<byte> destination)
    {
        using var file = File.OpenHandle(Path);
        ReadBlock(file, index, destination);
    }

    /// <inheritdoc/>
    public override void EnsureUnchanged()
    {
        if (!_stamp.IsCurrent)
        {
            throw new IOException($"{Id}: the image '{Path}' has changed since it was read; restart to serve it anew.");
        }
    }

    internal static int VolumeSizeOf(long length)
    {
        const long GiB = 1024 * 1024 * 1024;
        return (int)Math.Clamp((length + GiB - 1) / GiB, 1, int.MaxValue);
    }

    private static UInt128[] ReadContents(string path, long length)
    {
        var contents = new UInt128[(length + BlockSize - 1) / BlockSize];
        var block = new byte[BlockSize];
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        for (int index = 0; index < contents.Length; index++)
        {
            ReadBlock(file, index, block);
            contents[index] = ContentOf(block);
        }

        return contents;
    }

    private static void ReadBlock(SafeFileHandle file, int index, Span<byte> block)
    {
        long offset = (long)index * BlockSize;
        int filled = 0;
        while (filled < block.Length && RandomAccess.Read(file, block[filled..], offset + filled) is > 0 and var read)
        {
            filled += read;
        }

        block[filled..].Clear();
    }

    // 0 for zeros only, half of its SHA-256 otherwise.
    private static UInt128 ContentOf(ReadOnlySpan<byte> block) => block.ContainsAnyExcept((byte)0)
        ? BinaryPrimitives.ReadUInt128LittleEndian(SHA256.HashData(block))
        : UInt128.Zero;

    /// <summary>What tells that a file was written to: its length and the time of its last write.</summary>
    private sealed record FileStamp(string Path, long Length, DateTime LastWrite)
    {
        public bool IsCurrent => File.Exists(Path) && this == Of(Path);

        public static FileStamp Of(string path)
        {
            var file = new FileInfo(path);
            return file.Exists
                ? new FileStamp(path, file.Length, file.LastWriteTimeUtc)
                : throw new FileNotFoundException($"There is no image file '{path}'.", path);
        }
    }
}
