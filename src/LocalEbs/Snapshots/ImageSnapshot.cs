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
        var snapshot = new ImageSnapshot(id, lineage, stamp, ImageIndex.Read(path, stamp.Length));
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
        ImageIndex.ReadBlock(file, index, destination);
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
}
