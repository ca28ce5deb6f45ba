using LocalEbs;
using LocalEbs.Snapshots;

namespace Module.Tests.Images;

/// <summary>
/// Two snapshots whose difference has everything that a difference can have: blocks that are changed, added, removed
/// and overwritten by zeros.
/// </summary>
internal static class ImagePair
{
    private static readonly string[] Specs =
    [
        "snap-a=synthetic:1GiB,written=0-39",
        "snap-b=snap-a,changed=0-24+37,removed=25-29+38,added=1000-1004+last,zeros=15-19+1002",
    ];

    public static Task<LocalEbsServer> ServeAsync(Func<LocalEbsOptions, LocalEbsOptions>? configure = null) =>
        ServeAsync(Specs, configure);

    public static Task<LocalEbsServer> ServeAsync(
        IEnumerable<string> specs, Func<LocalEbsOptions, LocalEbsOptions>? configure = null)
    {
        var options = new LocalEbsOptions { Snapshots = SnapshotSpec.ParseAll(specs) };
        return LocalEbsServer.StartAsync(configure?.Invoke(options) ?? options);
    }

    public static Snapshot Snapshot(this LocalEbsServer server, string id) =>
        server.Snapshots.Single(snapshot => snapshot.Id == id);

    /// <summary>The blocks in which the two differ, by looking at every one, without any listing.</summary>
    public static IEnumerable<int> Differing(this LocalEbsServer server)
    {
        (Snapshot first, Snapshot second) = (server.Snapshot("snap-a"), server.Snapshot("snap-b"));
        return Enumerable.Range(0, second.BlockCount).Where(index => index < first.BlockCount
            ? first.At(index).Content != second.At(index).Content
            : second.At(index).IsWritten);
    }

    /// <summary>Whether a block is zeros, written or not.</summary>
    public static bool HoldsZeros(this Snapshot snapshot, int index)
    {
        byte[] data = new byte[LocalEbs.Snapshots.Snapshot.BlockSize];
        if (snapshot.At(index).IsWritten)
        {
            snapshot.Read(index, data);
        }

        return !data.AsSpan().ContainsAnyExcept((byte)0);
    }

    /// <summary>Makes a file that holds a snapshot in some blocks, and nothing in the others.</summary>
    public static void Write(this Snapshot snapshot, string path, IEnumerable<int> blocks)
    {
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        RandomAccess.SetLength(file, (long)snapshot.BlockCount * LocalEbs.Snapshots.Snapshot.BlockSize);
        byte[] data = new byte[LocalEbs.Snapshots.Snapshot.BlockSize];
        foreach (int index in blocks.Where(index => snapshot.At(index).IsWritten))
        {
            snapshot.Read(index, data);
            RandomAccess.Write(file, data, (long)index * data.Length);
        }
    }
}
