using System.Diagnostics;
using System.Runtime.Versioning;
using EbsChangedBlocks.Reading;

namespace EbsChangedBlocks.Tests.Reading;

/// <summary>On the file system that this machine has.</summary>
public sealed class SystemDiskTests : IDisposable
{
    private const int Length = 1 << 20;

    private readonly string _folder = Directory.CreateTempSubdirectory("system disk ").FullName;
    private readonly SystemDisk _disk = new();

    private string Image => Path.Combine(_folder, "disk.img");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_file_is_its_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files have other permissions there.");
        _disk.Create(Image).Dispose();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Image));
    }

    [Fact]
    public void What_is_written_is_read_and_what_never_was_is_zeros()
    {
        using (IImageFile file = _disk.Create(Image))
        {
            file.SetLength(Length);
            file.Write(5000, "abc"u8);
            file.Flush();
        }

        using IImageFile again = _disk.Open(Image);
        byte[] data = new byte[5];
        Assert.Equal(5, again.Read(4999, data));
        Assert.Equal([0, .. "abc"u8, 0], data);
        Assert.Equal(2, again.Read(Length - 2, data));
        Assert.Equal(Length, again.Facts.Length);
        again.SetLength(100);
        Assert.Equal(100, again.Facts.Length);
    }

    [Fact]
    public void A_hole_is_given_back_and_reads_as_zeros()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Holes are made on Linux alone.");
        using IImageFile file = _disk.Create(Image);
        byte[] data = new byte[Length];
        Array.Fill(data, (byte)7);
        file.Write(0, data);
        file.Flush();
        Assert.SkipUnless(file.HasHoles, "This file system has no holes.");
        long before = Allocated();

        file.Zero(Length / 4, Length / 2);
        file.Flush();

        Assert.InRange(Allocated(), 1, before - (Length / 4));
        file.Read(0, data);
        byte[] expected = new byte[Length];
        Array.Fill(expected, (byte)7, 0, Length / 4);
        Array.Fill(expected, (byte)7, Length * 3 / 4, Length / 4);
        Assert.Equal(expected, data);
        Assert.Equal(Length, file.Facts.Length);
    }

    [Fact]
    public void A_file_that_is_nothing_but_a_hole_takes_no_room()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Holes are made on Linux alone.");
        using IImageFile file = _disk.Create(Image);
        Assert.SkipUnless(file.HasHoles, "This file system has no holes.");

        file.SetLength(1L << 36);
        file.Zero((1L << 36) - Length, Length);
        file.Flush();

        Assert.InRange(Allocated(), 0, Length / 2);
    }

    [Fact]
    public void A_file_is_of_one_run_at_a_time()
    {
        using (_disk.Create(Image))
        {
            Assert.Equal(FailureKind.ImageInUse, Refusal(() => _disk.Open(Image)).Kind);
            Assert.Equal(FailureKind.ImageInUse, Refusal(() => _disk.Create(Image)).Kind);
            Assert.Equal(FailureKind.ImageInUse, Refusal(() => _disk.Peek(Image, 10)).Kind);
            Assert.NotNull(_disk.Find(Image));
        }

        Assert.Equal(new byte[10], _disk.Peek(Image, 10));
        _disk.Open(Image).Dispose();
    }

    [Fact]
    public void What_is_no_file_is_refused()
    {
        foreach (string path in (string[])[_folder, OperatingSystem.IsWindows() ? @"\\.\PhysicalDrive0" : "/dev/null"])
        {
            EbsChangedBlocksException failure = Refusal(() => _disk.Find(path));
            Assert.Equal(FailureKind.ImagePathUnusable, failure.Kind);
            Assert.Equal($"'{path}' is no file: images are files, not devices or folders.", failure.Message);
        }
    }

    [Fact]
    public void What_is_in_no_folder_is_refused()
    {
        string path = Path.Combine(_folder, "missing", "disk.img");

        Assert.Null(_disk.Find(path));
        Assert.Equal(FailureKind.ImagePathUnusable, Refusal(() => _disk.Create(path)).Kind);
        Assert.Equal(FailureKind.ImagePathUnusable, Refusal(() => _disk.Open(path)).Kind);
    }

    [Fact]
    public void The_time_of_the_last_write_is_kept()
    {
        FileFacts facts;
        using (IImageFile file = _disk.Create(Image))
        {
            file.Write(0, "abc"u8);
            File.SetLastWriteTimeUtc(Image, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
            file.Touch();
            file.Flush();
            facts = file.Facts;
        }

        Assert.InRange(new DateTime(facts.Stamp, DateTimeKind.Utc), DateTime.UtcNow.AddHours(-1), DateTime.UtcNow);
        Assert.Equal(facts, _disk.Find(Image));
        _disk.Move(Image, Image + ".partial");
        Assert.Equal(facts, _disk.Find(Image + ".partial"));
        Assert.Null(_disk.Find(Image));
        using IImageFile again = _disk.Open(Image + ".partial");
        again.Write(0, "abd"u8);
        Assert.NotEqual(facts, again.Facts);
    }

    [Fact]
    public void A_file_takes_the_place_of_another()
    {
        File.WriteAllText(Image, "old");
        File.WriteAllText(Image + ".partial", "new");

        _disk.Move(Image + ".partial", Image);

        Assert.Equal("new", File.ReadAllText(Image));
        Assert.Equal(
            FailureKind.ImageWriteFailed, Refusal(() => _disk.Move(Image + ".partial", Image)).Kind);
        _disk.FlushFolder(Image);
        Assert.Equal(
            FailureKind.ImageWriteFailed,
            Refusal(() => _disk.FlushFolder(Path.Combine(_folder, "missing", "disk.img"))).Kind);
    }

    [Fact]
    public void A_disk_that_is_full_says_so()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "It takes a disk to fill.");
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "full")).FullName;
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder), "No disk can be mounted.");
        try
        {
            using IImageFile file = _disk.Create(Path.Combine(folder, "disk.img"));
            EbsChangedBlocksException failure = Refusal(() => file.Write(0, new byte[2 * Length]));
            Assert.Equal(FailureKind.DiskFull, failure.Kind);
        }
        finally
        {
            Assert.True(Run("umount", folder));
        }
    }

    [Fact]
    public void The_room_that_is_left_is_known() =>
        Assert.InRange(_disk.FreeSpace(Image) ?? 0, 1, long.MaxValue);

    [Fact]
    public void A_link_is_followed_to_its_end()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links take a privilege there.");
        string target = Path.Combine(_folder, "target.img");
        string middle = Path.Combine(_folder, "middle.img");
        File.CreateSymbolicLink(middle, target);
        File.CreateSymbolicLink(Image, "middle.img");

        Assert.Equal(target, SystemDisk.FollowLinks(Image));
        File.WriteAllText(target, "");
        Assert.Equal(target, SystemDisk.FollowLinks(Image));
        Assert.Equal(target, SystemDisk.FollowLinks(target));
        string missing = Path.Combine(_folder, "missing.img");
        Assert.Equal(missing, SystemDisk.FollowLinks(missing));
    }

    [Fact]
    public void Links_that_lead_nowhere_are_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links take a privilege there.");
        string other = Path.Combine(_folder, "other.img");
        File.CreateSymbolicLink(other, Image);
        File.CreateSymbolicLink(Image, other);

        Assert.Equal(FailureKind.ImagePathUnusable, Refusal(() => SystemDisk.FollowLinks(Image)).Kind);
    }

    private static EbsChangedBlocksException Refusal(Func<object?> refused) =>
        Assert.Throws<EbsChangedBlocksException>(refused);

    private static EbsChangedBlocksException Refusal(Action refused) =>
        Assert.Throws<EbsChangedBlocksException>(refused);

    private static bool Run(string command, params string[] arguments)
    {
        using Process process = Process.Start(
            new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    /// <summary>In bytes.</summary>
    private long Allocated()
    {
        using Process stat = Process.Start(
            new ProcessStartInfo("stat", ["-c", "%b", Image]) { RedirectStandardOutput = true })!;
        return 512 * long.Parse(stat.StandardOutput.ReadToEnd());
    }
}
