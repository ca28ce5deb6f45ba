using System.Diagnostics;
using LocalEbs.Snapshots;
using Module.Tests.Support;

namespace Module.Tests.Images;

/// <summary>
/// What a run does to the disk, as strace sees it, where it may trace: nothing but the difference, and each step lasts
/// before the next.
/// </summary>
public class OrderTests(ImageSession session) : IClassFixture<ImageSession>
{
    [Fact]
    public async Task Every_step_lasts_before_the_next_begins()
    {
        using var folder = new ImageFolder();
        session.SaveFirst(folder);
        Snapshot wanted = session.Right.Snapshot("snap-b");

        SystemCall[] calls =
        [
            .. (await TraceAsync(folder, "snap-b")).Where(
                call => call.Text.Contains(folder.Path, StringComparison.Ordinal)),
        ];

        // Image flushed, state written and flushed, image renamed, folder flushed, length set, data written, between
        // which there may be checkpoints; image flushed, its time set and flushed, state written and flushed, image
        // renamed, folder flushed, state written and flushed.
        string steps = string.Concat(calls.Select(call => Step(folder, call)));
        Assert.Matches("^fSsRdLD[DiSs]*itiSsrdSs$", steps);
        SystemCall[] states = [.. calls.Where(call => Step(folder, call) == 'S')];
        Assert.All(states[..^1], state => Assert.Contains("Moving", state.Text));
        Assert.Contains("Holds", states[^1].Text);
        (int first, int last) = (steps.IndexOf('D', StringComparison.Ordinal), steps.LastIndexOf('D'));
        Assert.All(
            calls.Zip(calls.Skip(1)).Where((_, at) => at < first || at >= last),
            pair => Assert.True(pair.First.Ended < pair.Second.Begun, $"{pair}"));
        Assert.Equal(
            session.Right.Differing().Select(index => (wanted.HoldsZeros(index), (long)index * Snapshot.BlockSize)),
            calls.Where(call => Step(folder, call) == 'D')
                .Select(call => (call.Name == "fallocate", call.Range().Offset))
                .OrderBy(data => data.Offset));
        Assert.All(
            calls.Where(call => Step(folder, call) == 'D'),
            call => Assert.Equal(Snapshot.BlockSize, call.Range().Length));
        folder.AssertHolds(wanted);
    }

    private async Task<SystemCall[]> TraceAsync(ImageFolder folder, string snapshotId)
    {
        using (Process probe = Tool.Start(new ProcessStartInfo("strace", ["-o", "/dev/null", "true"])))
        {
            await probe.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipUnless(probe.ExitCode == 0, "strace may not trace here.");
        }

        using var work = new TemporaryFolder();
        string trace = Path.Combine(work.Path, "trace");
        ProcessStartInfo run = ChildSession.Start(
            session.Right.Endpoint, "Images/save.ps1", ModuleUnderUse.Manifest, snapshotId, folder.Image);
        string[] strace =
        [
            "-f", "--seccomp-bpf", "-y", "-s", "100", "-o", trace,
            "-e", "trace=pwrite64,fallocate,ftruncate,fsync,utimensat,rename,renameat,renameat2",
        ];
        string[] traced = [run.FileName, .. run.ArgumentList];
        run.FileName = "strace";
        run.ArgumentList.Clear();
        foreach (string argument in strace.Concat(traced))
        {
            run.ArgumentList.Add(argument);
        }

        Assert.Equal("Updated", (await Tool.RunAsync(run)).Trim());
        return SystemCall.Parse(await File.ReadAllLinesAsync(trace, TestContext.Current.CancellationToken));
    }

    /// <summary>A letter for what a call does to the image and what is beside it.</summary>
    private static char Step(ImageFolder folder, SystemCall call) => call.Name switch
    {
        "pwrite64" when call.IsOn(folder.StateFile) => 'S',
        "fsync" when call.IsOn(folder.StateFile) => 's',
        "rename" when call.IsOn(folder.Image) => 'R',
        "rename" when call.IsOn(folder.Partial) => 'r',
        "fsync" when call.IsOn(folder.Path) => 'd',
        "fsync" when call.IsOn(folder.Image) => 'f',
        "fsync" when call.IsOn(folder.Partial) => 'i',
        "ftruncate" when call.IsOn(folder.Partial) => 'L',
        "utimensat" when call.IsOn(folder.Partial) => 't',
        "pwrite64" or "fallocate" when call.IsOn(folder.Partial) => 'D',
        _ => '?',
    };
}
