using System.Security.Cryptography;
using System.Text.RegularExpressions;
using LocalEbs;
using LocalEbs.Snapshots;
using Module.Tests.Support;

namespace Module.Tests.Images;

/// <summary>A real file system, as its own tools see what is saved of it.</summary>
public sealed class FileSystemTests(ImageSession session) : IClassFixture<ImageSession>, IDisposable
{
    private const long GiB = 1L << 30;
    private const int Files = 24;
    private const int BlockSize = 4096;

    private readonly TemporaryFolder _work = new();
    private readonly Random _random = new(1);
    private readonly Dictionary<string, string> _sums = [];

    [Fact]
    public async Task An_ext4_that_has_grown_and_lost_files_is_clean_and_has_the_right_ones()
    {
        (string before, string after) = (InWork("a.img"), InWork("b.img"));
        await MakeAsync(before);
        await ChangeAsync(before, after);
        // Where the second holds zeros, the lower blocks are written, as on a disk that is not trimmed.
        await using LocalEbsServer server = await ImagePair.ServeAsync(
            [$"snap-a={before}", $"snap-b={after},zeros=0-99"]);
        Snapshot second = server.Snapshot("snap-b");
        int[] differing = [.. server.Differing()];
        Assert.Contains(differing, index => !second.At(index).IsWritten);
        Assert.Contains(differing, index => second.At(index).IsWritten && second.HoldsZeros(index));
        using var folder = new ImageFolder();

        Assert.Equal(["Created"], session.Save(server, "snap-a", folder).Values<string>("Outcome"));
        folder.AssertHolds(server.Snapshot("snap-a"));
        Outcome saved = session.Save(server, "snap-b", folder);

        Assert.Equal(["Updated"], saved.Values<string>("Outcome"));
        Assert.Equal([differing.Count(index => second.At(index).IsWritten)], saved.Values<int>("ReadCount"));
        folder.AssertHolds(second);
        await Tool.RunAsync("e2fsck", "-fn", folder.Image);
        string found = Directory.CreateDirectory(InWork("found")).FullName;
        await Tool.RunAsync("debugfs", "-R", $"rdump / {found}", folder.Image);
        Assert.Equal(
            _sums.OrderBy(file => file.Key),
            Directory.GetFiles(found).ToDictionary(file => Path.GetFileName(file), Sum).OrderBy(file => file.Key));
    }

    public void Dispose() => _work.Dispose();

    private async Task MakeAsync(string image)
    {
        string files = Directory.CreateDirectory(InWork("files")).FullName;
        for (int number = 0; number < Files; number++)
        {
            WriteFile(Path.Combine(files, $"file-{number}"));
        }

        SetLength(image, GiB);
        await Tool.RunAsync("mkfs.ext4", "-q", "-F", "-b", $"{BlockSize}", "-d", files, image, "200M");
    }

    /// <summary>Grows a copy, adds files, deletes some, overwrites one with zeros, and trims what is free.</summary>
    private async Task ChangeAsync(string image, string changed)
    {
        await Tool.RunAsync("cp", image, changed);
        await Tool.RunAsync("resize2fs", "-f", changed, "300M");
        for (int number = 0; number < 3; number++)
        {
            string added = InWork($"added-{number}");
            WriteFile(added);
            await Tool.RunAsync("debugfs", "-w", "-R", $"write {added} /added-{number}", changed);
        }

        for (int number = 0; number < Files; number += 3)
        {
            await Tool.RunAsync("debugfs", "-w", "-R", $"rm /file-{number}", changed);
            _sums.Remove($"file-{number}");
        }

        await ZeroAsync(changed, "file-1");
        await Tool.RunAsync("e2fsck", "-fy", "-E", "discard", changed);
        SetLength(changed, 2 * GiB);
    }

    private async Task ZeroAsync(string image, string name)
    {
        string extents = await Tool.RunAsync("debugfs", "-R", $"dump_extents -l /{name}", image);
        using var file = File.OpenHandle(image, FileMode.Open, FileAccess.Write);
        long length = 0;
        foreach (Match extent in Regex.Matches(extents, @"- +\d+ +(?<start>\d+) - +\d+ +(?<count>\d+)"))
        {
            byte[] zeros = new byte[int.Parse(extent.Groups["count"].ValueSpan, null) * BlockSize];
            RandomAccess.Write(file, zeros, long.Parse(extent.Groups["start"].ValueSpan, null) * BlockSize);
            length += zeros.Length;
        }

        _sums[name] = Convert.ToHexString(SHA256.HashData(new byte[length]));
    }

    private void WriteFile(string path)
    {
        byte[] data = new byte[_random.Next(2, 5) << 20];
        _random.NextBytes(data);
        File.WriteAllBytes(path, data);
        _sums[Path.GetFileName(path)] = Sum(path);
    }

    private string InWork(string name) => Path.Combine(_work.Path, name);

    private static void SetLength(string path, long length)
    {
        using FileStream file = File.OpenWrite(path);
        file.SetLength(length);
    }

    private static string Sum(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexString(SHA256.HashData(file));
    }
}
