using System.Management.Automation;
using LocalEbs;
using LocalEbs.Faults;
using LocalEbs.Http;
using LocalEbs.Signing;
using Module.Tests.Support;

namespace Module.Tests.Images;

/// <summary>Two runs on one image, and one that is stopped.</summary>
public class ConcurrencyTests(ImageSession session) : IClassFixture<ImageSession>
{
    [Fact]
    public async Task Of_two_processes_one_has_the_image_and_the_other_is_told_so()
    {
        using var folder = new ImageFolder();
        session.SaveFirst(folder);
        await using LocalEbsServer server = await ImagePair.ServeAsync();
        var gate = new Gate(server, at: 20);
        Task<ChildSession> first = Run();
        await gate.Reached;

        Outcome here = session.Save(server, "snap-b", folder);
        ChildSession other = await Run();
        gate.Open();

        Assert.StartsWith("ImageInUse,", here.Error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ResourceBusy, here.Error.CategoryInfo.Category);
        Assert.Equal(["ImageInUse"], other.Output);
        Assert.Equal(["Updated"], (await first).Output);
        folder.AssertHolds(server.Snapshot("snap-b"));

        Task<ChildSession> Run() => RunAsync(server, folder);
    }

    [Fact]
    public async Task A_run_that_another_overtakes_before_there_is_an_image_is_told_so()
    {
        using var folder = new ImageFolder();
        await using LocalEbsServer server = await ImagePair.ServeAsync();
        var gate = new Gate(server, at: 1);
        using var overtaken = new ModuleSession();
        overtaken.UseEndpoint(server.Endpoint, AccessCredential.Example.SecretAccessKey);
        using PowerShell shell = overtaken.Shell($"Save-EbsSnapshotImage snap-b '{folder.Image}'");
        IAsyncResult running = shell.BeginInvoke();
        await gate.Reached;

        Outcome other = session.Save(server, "snap-b", folder);
        gate.Open();
        shell.EndInvoke(running);

        Assert.Equal(["Created"], other.Values<string>("Outcome"));
        Assert.StartsWith("ImageInUse,", Assert.Single(shell.Streams.Error).FullyQualifiedErrorId);
        Assert.Equal(["Unchanged"], session.Save(server, "snap-b", folder).Values<string>("Outcome"));
        folder.AssertHolds(server.Snapshot("snap-b"));
    }

    [Theory]
    [InlineData("delay=3600s")]
    [InlineData("stall")]
    public async Task Ctrl_C_leaves_an_image_that_the_same_command_finishes(string fault)
    {
        using var folder = new ImageFolder();
        session.SaveFirst(folder);
        await using LocalEbsServer server = await ImagePair.ServeAsync(options => options with
        {
            Faults = [FaultRule.Parse($"GetSnapshotBlock 10-:{fault}")],
        });
        using var stopped = new ModuleSession();
        stopped.UseEndpoint(server.Endpoint, AccessCredential.Example.SecretAccessKey);
        using PowerShell shell = stopped.Shell($"Save-EbsSnapshotImage snap-b '{folder.Image}'");
        IAsyncResult running = shell.BeginInvoke();
        await server.Requests.WaitUntilAsync(
            requests => requests.Count(request => request.Fault is not null) > 10,
            TestContext.Current.CancellationToken);

        shell.Stop();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Empty(shell.Streams.Error);
        IReadOnlyList<RequestRecord> asked = await server.Requests.WaitUntilAsync(
            requests => requests.All(request => request.IsCompleted), TestContext.Current.CancellationToken);
        Assert.All(asked.Where(request => request.Fault is not null), request => Assert.True(request.IsCancelled));
        Assert.False(File.Exists(folder.Image));
        Assert.Equal("Moving", (string?)folder.State()!["kind"]);
        // Nobody has it open any more: this would fail.
        using (File.Open(folder.Partial, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
        }

        Assert.Equal(["Resumed"], session.Save(session.Right, "snap-b", folder).Values<string>("Outcome"));
        folder.AssertHolds(session.Right.Snapshot("snap-b"));
    }

    private static Task<ChildSession> RunAsync(LocalEbsServer server, ImageFolder folder) => ChildSession.RunAsync(
        server.Endpoint, "Images/save.ps1", ModuleUnderUse.Manifest, "snap-b", folder.Image);

    /// <summary>Lets a read wait, and so the run that it is of.</summary>
    private sealed class Gate
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _opened = new();

        public Gate(LocalEbsServer server, int at) => server.Requests.Started += request =>
        {
            if (request.Operation == "GetSnapshotBlock" && request.OperationNumber == at)
            {
                _reached.SetResult();
                _opened.Task.Wait();
            }
        };

        public Task Reached => _reached.Task.WaitAsync(TestContext.Current.CancellationToken);

        public void Open() => _opened.SetResult();
    }
}
