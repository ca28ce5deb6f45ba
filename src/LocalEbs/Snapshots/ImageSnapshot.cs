using LocalEbs.Numerics;
using Microsoft.Win32.SafeHandles;

namespace LocalEbs.Snapshots;

/// <summary>
/// A raw disk image file as a snapshot: 512 KiB blocks, of which those holding only zeros count as never written,
/// unless it is said that they are. A last block that the file fills only in part is padded with zeros; the volume's
/// size is rounded up to whole GiB.
/// </summary>
public sealed class ImageSnapshot : Snapshot
{
    /// <summary>The lineage of images for which no other is given: they can all be compared.</summary>
    public const string DefaultLineage = "image";

    private readonly FileStamp _stamp;
    private readonly BlockDigest[] _digests;

    private ImageSnapshot(
        string id, string path, string lineage, FileStamp stamp, string zeros, ImageSnapshot? before)
        : base(id, VolumeSizeOf(stamp.Length), lineage)
    {
        BlockPattern pattern = PatternParser.Parse(zeros, BlockCount, (ulong)SplitMix.Of($"seed of {id}"));
        Path = path;
        _stamp = stamp;
        _digests = ReadDigests(
            stamp, index => pattern.Contains(index, out _) || before?.At(index) is { IsWritten: true });
        WrittenBlocks = _digests.Count(digest => digest != default);
    }

    /// <summary>The path of the image file.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public override int? WrittenBlocks { get; }

    /// <summary>Reads an image once from end to end and remembers what its blocks hold (32 bytes a block).</summary>
    /// <param name="id">The snapshot id to serve it under.</param>
    /// <param name="path">The image file.</param>
    /// <param name="lineage">Images with equal lineages can be compared; others are unrelated.</param>
    /// <param name="zeros">The pattern of the blocks that are written where the file holds only zeros.</param>
    /// <param name="before">
    /// An earlier image of the volume: where it has a block written, zeros are written too, as on a disk that nobody
    /// trims.
    /// </param>
    /// <exception cref="IOException">There is no such file, or it changed while it was read.</exception>
    /// <exception cref="ArgumentException">The id is malformed or the image larger than 64 TiB.</exception>
    /// <exception cref="FormatException">The pattern cannot be read.</exception>
    public static ImageSnapshot Open(
        string id,
        string path,
        string lineage = DefaultLineage,
        string zeros = "none",
        ImageSnapshot? before = null)
    {
        var snapshot = new ImageSnapshot(id, path, lineage, FileStamp.Of(path), zeros, before);
        snapshot.EnsureUnchanged();
        return snapshot;
    }

    /// <inheritdoc/>
    public override BlockStretch At(int index) => index < _digests.Length
        ? new BlockStretch(_digests[index].Content, index + 1)
        : new BlockStretch(UInt128.Zero, BlockCount);

    /// <inheritdoc/>
    public override void Read(int index, Span<byte> destination)
    {
        using SafeFileHandle file = OpenFile();
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

    // For each block anew: .NET locks what it has open, and others could not open the image to write to it.
    internal override SafeFileHandle OpenFile() => File.OpenHandle(_stamp.FullPath);

    internal override void Read(SafeFileHandle? file, int index, Span<byte> destination) =>
        ReadBlock(file!, index, destination);

    internal override BlockDigest? KnownDigest(int index) => _digests[index];

    internal static int VolumeSizeOf(long length)
    {
        const long GiB = 1024 * 1024 * 1024;
        return (int)Math.Clamp((length + GiB - 1) / GiB, 1, int.MaxValue);
    }

    private static BlockDigest[] ReadDigests(FileStamp stamp, Func<int, bool> writesZeros)
    {
        var digests = new BlockDigest[(stamp.Length + BlockSize - 1) / BlockSize];
        var block = new byte[BlockSize];
        using var file = File.OpenHandle(stamp.FullPath, options: FileOptions.SequentialScan);
        for (int index = 0; index < digests.Length; index++)
        {
            ReadBlock(file, index, block);
            digests[index] = block.AsSpan().ContainsAnyExcept((byte)0) ? BlockDigest.Of(block)
                : writesZeros(index) ? BlockDigest.OfZeros
                : default;
        }

        return digests;
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

    /// <summary>What tells that a file was written to: its length and the time of its last write.</summary>
    private sealed record FileStamp(string FullPath, long Length, DateTime LastWrite)
    {
        public bool IsCurrent => this == Find(FullPath);

        public static FileStamp Of(string path) =>
            Find(System.IO.Path.GetFullPath(path))
            ?? throw new FileNotFoundException($"There is no image file '{path}'.", path);

        private static FileStamp? Find(string fullPath)
        {
            var file = new FileInfo(fullPath);
            return file.Exists ? new FileStamp(fullPath, file.Length, file.LastWriteTimeUtc) : null;
        }
    }
}
