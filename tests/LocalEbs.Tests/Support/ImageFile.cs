using LocalEbs.Snapshots;

namespace LocalEbs.Tests.Support;

/// <summary>A disk image in a temporary file.</summary>
internal sealed class ImageFile : IDisposable
{
    public string Path { get; } = System.IO.Path.GetTempFileName();

    public ImageFile SetLength(long length)
    {
        using FileStream file = File.OpenWrite(Path);
        file.SetLength(length);
        return this;
    }

    /// <summary>Writes one byte somewhere in a block and leaves the rest as it is.</summary>
    public ImageFile Write(int block, byte value, int offset = 0)
    {
        using FileStream file = File.OpenWrite(Path);
        file.Position = (long)block * Snapshot.BlockSize + offset;
        file.WriteByte(value);
        return this;
    }

    public void Dispose() => File.Delete(Path);
}
