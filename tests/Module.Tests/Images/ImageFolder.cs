using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LocalEbs.Snapshots;
using Microsoft.Win32.SafeHandles;
using Module.Tests.Support;

namespace Module.Tests.Images;

/// <summary>
/// An image and what lies beside it, as anybody sees it who knows the names and the form of the state.
/// </summary>
internal sealed class ImageFolder : IDisposable
{
    private const int SlotLength = 4096;
    private const int HashLength = 32;
    private const int SeekData = 3;

    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public string Image => System.IO.Path.Combine(Path, "disk.img");

    public string Partial => Image + ".partial";

    public string StateFile => Image + ".ebsstate";

    /// <summary>
    /// Names, lengths and times, and the state byte by byte: what changes with anything that is done.
    /// </summary>
    public string[] Traces =>
    [
        .. new DirectoryInfo(Path).GetFiles().OrderBy(file => file.Name).Select(
            file => $"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}"),
        File.Exists(StateFile) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(StateFile))) : "",
    ];

    /// <summary>The valid slot with the higher number; null where none is.</summary>
    public JsonNode? State()
    {
        if (!File.Exists(StateFile))
        {
            return null;
        }

        return File.ReadAllBytes(StateFile).Chunk(SlotLength)
            .Where(slot => slot.AsSpan(0, HashLength).SequenceEqual(SHA256.HashData(slot.AsSpan(HashLength))))
            .OrderByDescending(slot => BinaryPrimitives.ReadInt64LittleEndian(slot.AsSpan(HashLength)))
            .Select(slot => JsonNode.Parse(slot.AsSpan(
                HashLength + sizeof(long) + sizeof(int),
                BinaryPrimitives.ReadInt32LittleEndian(slot.AsSpan(HashLength + sizeof(long))))))
            .FirstOrDefault();
    }

    public void AssertHolds(Snapshot snapshot)
    {
        Assert.Equal(
            ["disk.img", "disk.img.ebsstate"], Directory.GetFiles(Path).Select(System.IO.Path.GetFileName).Order());
        Assert.True(Holds(Image, snapshot));
        Assert.Equal("Holds", (string?)State()!["kind"]);
        Assert.Equal(snapshot.Id, (string?)State()!["second"]);
    }

    /// <summary>Whether a file is byte for byte a snapshot's volume.</summary>
    public static bool Holds(string path, Snapshot snapshot) =>
        new FileInfo(path).Length == (long)snapshot.BlockCount * Snapshot.BlockSize
        && Holds(path, snapshot, Enumerable.Range(0, snapshot.BlockCount));

    /// <summary>Whether a file is what a snapshot is, in these blocks.</summary>
    public static bool Holds(string path, Snapshot snapshot, IEnumerable<int> blocks)
    {
        byte[] actual = new byte[Snapshot.BlockSize];
        byte[] expected = new byte[Snapshot.BlockSize];
        using var file = File.OpenHandle(path);
        foreach (int index in blocks)
        {
            long offset = (long)index * Snapshot.BlockSize;
            if (snapshot.At(index).IsWritten)
            {
                snapshot.Read(index, expected);
            }
            else if (NextData(file, offset) >= offset + Snapshot.BlockSize)
            {
                continue;
            }
            else
            {
                expected.AsSpan().Clear();
            }

            int length = RandomAccess.Read(file, actual, offset);
            if (!expected.AsSpan().SequenceEqual(actual.AsSpan(0, length)))
            {
                return false;
            }
        }

        return true;
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Where the hole ends that an offset is in, or the offset itself: to read holes takes most of the time.
    /// </summary>
    private static long NextData(SafeFileHandle file, long offset)
    {
        if (!OperatingSystem.IsLinux())
        {
            return offset;
        }

        return Seek(file, offset, SeekData) is >= 0 and long data ? data : long.MaxValue;
    }

    [DllImport("libc", EntryPoint = "lseek")]
    private static extern long Seek(SafeFileHandle file, long offset, int whence);
}
