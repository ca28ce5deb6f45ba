using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LocalEbs.Snapshots;

/// <summary>
/// A raw disk image, compared in blocks of 512 KiB. A block of zeros counts as unwritten; a last block that is not whole is filled up with zeros.
/// </summary>
public sealed class ImageSnapshot : ISnapshot
{
    private const long GiB = 1L << 30;

    private readonly string _path;
    private readonly (long Length, DateTime WriteTime) _stamp;
    private readonly int[] _written;
    private readonly UInt128[] _digests;

    private ImageSnapshot(string id, string path, string lineage)
    {
        Id = id;
        Lineage = lineage;
        _path = path;
        _stamp = Stamp(path);
        VolumeSize = Math.Max(1, (_stamp.Length + GiB - 1) / GiB);
        (_written, _digests) = Index(path);
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public string Lineage { get; }

    /// <inheritdoc/>
    public long VolumeSize { get; }

    /// <summary>How many blocks are written.</summary>
    public int WrittenBlocks => _written.Length;

    /// <summary>Reads the image once, whole, to know its blocks.</summary>
    /// <param name="id">The snapshot's id.</param>
    /// <param name="path">The image file.</param>
    /// <param name="lineage">Snapshots of one lineage can be compared.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ImageSnapshot Open(string id, string path, string lineage = "image") => new(id, Path.GetFullPath(path), lineage);

    /// <inheritdoc/>
    public int NextWritten(int index)
    {
        int at = Array.BinarySearch(_written, index);
        at = at >= 0 ? at : ~at;
        return at < _written.Length ? _written[at] : int.MaxValue;
    }

    /// <inheritdoc/>
    public UInt128 ContentOf(int index) => _digests[Array.BinarySearch(_written, index)];

    /// <inheritdoc/>
    public byte[] Read(int index)
    {
        byte[] block = new byte[ISnapshot.BlockSize];
        using FileStream image = File.OpenRead(_path);
        image.Position = (long)index * ISnapshot.BlockSize;
        image.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
        return block;
    }

    /// <inheritdoc/>
    public void Verify()
    {
        if (!File.Exists(_path))
            throw new SnapshotChangedException($"The image of {Id} is gone: {_path}");

        (long length, DateTime writeTime) = Stamp(_path);
        if (length != _stamp.Length)
            throw new SnapshotChangedException($"The image of {Id} was resized from {_stamp.Length} to {length} bytes: {_path}");

        if (writeTime != _stamp.WriteTime)
            throw new SnapshotChangedException($"The image of {Id} was written to at {writeTime:O}: {_path}");
    }

    private static (long Length, DateTime WriteTime) Stamp(string path)
    {
        var file = new FileInfo(path);
        return (file.Length, file.LastWriteTimeUtc);
    }

    private static (int[] Written, UInt128[] Digests) Index(string path)
    {
        var written = new List<int>();
        var digests = new List<UInt128>();
        byte[] block = new byte[ISnapshot.BlockSize];
        byte[] digest = new byte[SHA256.HashSizeInBytes];
        using var image = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        for (int index = 0; image.ReadAtLeast(block, block.Length, throwOnEndOfStream: false) is > 0 and int length; index++)
        {
            block.AsSpan(length).Clear();
            if (!block.AsSpan().ContainsAnyExcept((byte)0))
                continue;

            SHA256.HashData(block, digest);
            written.Add(index);
            digests.Add(BinaryPrimitives.ReadUInt128BigEndian(digest));
        }

        return ([.. written], [.. digests]);
    }
}
