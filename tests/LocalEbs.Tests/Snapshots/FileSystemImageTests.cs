using System.ComponentModel;
using System.Diagnostics;
using LocalEbs.Snapshots;

namespace LocalEbs.Tests.Snapshots;

/// <summary>Images of a real file system, compared byte by byte with the two files.</summary>
public sealed class FileSystemImageTests : IDisposable
{
    private const int Length = 64 * 1024 * 1024;

    private readonly ImageFile _before = new();
    private readonly ImageFile _after = new();
    private readonly ImageFile _content = new();

    [Fact]
    public async Task Files_written_into_an_ext4_image_show_as_the_blocks_they_changed()
    {
        _before.SetLength(Length);
        await RunAsync("mkfs.ext4", "-q", "-F", _before.Path);
        File.Copy(_before.Path, _after.Path, overwrite: true);
        var data = new byte[5 * Snapshot.BlockSize];
        new Random(1).NextBytes(data);
        await File.WriteAllBytesAsync(_content.Path, data, TestContext.Current.CancellationToken);
        await RunAsync("debugfs", "-w", "-R", $"write {_content.Path} /new", _after.Path);

        int[] expected = DifferingBlocks(
            await File.ReadAllBytesAsync(_before.Path, TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(_after.Path, TestContext.Current.CancellationToken));
        Assert.True(expected.Length > 5);
        Assert.Equal(
            expected,
            Walk.Differing(ImageSnapshot.Open("snap-a", _before.Path), ImageSnapshot.Open("snap-b", _after.Path)));
    }

    public void Dispose()
    {
        _before.Dispose();
        _after.Dispose();
        _content.Dispose();
    }

    private static int[] DifferingBlocks(byte[] before, byte[] after) =>
    [
        .. Enumerable.Range(0, Length / Snapshot.BlockSize).Where(index =>
            !before.AsSpan(index * Snapshot.BlockSize, Snapshot.BlockSize)
                .SequenceEqual(after.AsSpan(index * Snapshot.BlockSize, Snapshot.BlockSize))),
    ];

    private static async Task RunAsync(string program, params string[] args)
    {
        try
        {
            // Not everybody has the folder for administrators' tools in their path.
            string path = Path.Combine("/usr/sbin", program);
            var start = new ProcessStartInfo(File.Exists(path) ? path : program, args) { RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, error);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed.");
        }
    }
}
