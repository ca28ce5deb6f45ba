using System.Management.Automation;
using LocalEbs.Faults;
using LocalEbs.Http;
using LocalEbs.Signing;
using LocalEbs.Snapshots;
using Module.Tests.Support;

namespace Module.Tests;

/// <summary>
/// However a session ends a pipeline: what is in flight is cancelled, nothing is asked any more, and nothing is said.
/// </summary>
public class StopTests
{
    private static readonly string[] Dense = ["snap-a=synthetic:64GiB", "snap-b=snap-a,changed=all"];

    [Theory]
    [InlineData("Get-EbsChangedBlock snap-a snap-b -MaxResult 100")]
    [InlineData("Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -ThrottleLimit 1")]
    [InlineData("Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -AsPage")]
    [InlineData("Measure-EbsSnapshotDelta snap-a snap-b")]
    [InlineData("Measure-EbsSnapshotDelta -SnapshotId snap-a, snap-b -IncludeBaseline")]
    public async Task Ctrl_C_ends_the_requests_in_flight(string script)
    {
        await using Endpoint endpoint = await Stalled();
        using PowerShell shell = endpoint.Session.Shell(script);
        IAsyncResult running = shell.BeginInvoke();
        await endpoint.Server.Requests.WaitUntilAsync(
            requests => requests.Count > 0, TestContext.Current.CancellationToken);

        shell.Stop();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Empty(shell.Streams.Error);
        Assert.All(await NothingIsAskedAnyMore(endpoint), request => Assert.True(request.IsCancelled));
    }

    [Fact]
    public async Task A_closed_runspace_ends_it()
    {
        await using Endpoint endpoint = await Stalled();
        var session = new ModuleSession();
        session.UseEndpoint(endpoint.Server.Endpoint, AccessCredential.Example.SecretAccessKey);
        using PowerShell shell = session.Shell("Get-EbsChangedBlock snap-a snap-b");
        shell.BeginInvoke();
        await endpoint.Server.Requests.WaitUntilAsync(
            requests => requests.Count > 0, TestContext.Current.CancellationToken);

        session.Dispose();

        await NothingIsAskedAnyMore(endpoint);
    }

    private static Task<Endpoint> Stalled() =>
        Endpoint.ServeAsync(
            SnapshotSpec.ParseAll(Dense), options => options with { Faults = [FaultRule.Parse("all:delay=3600s")] });

    /// <summary>
    /// The prompt is back; requests that had been sent may still be on their way through the server, and no other may
    /// come.
    /// </summary>
    private static async Task<IReadOnlyList<RequestRecord>> NothingIsAskedAnyMore(Endpoint endpoint)
    {
        IReadOnlyList<RequestRecord> asked = await endpoint.Server.Requests.WaitUntilAsync(
            requests => requests.All(request => request.IsCompleted), TestContext.Current.CancellationToken);

        // Another client's request goes all the way to the server: what the command had still to send would have come
        // before.
        using var other = new HttpClient();
        await other.GetAsync(
            new Uri(endpoint.Server.Endpoint, "/snapshots/snap-a/blocks/0"), TestContext.Current.CancellationToken);

        Assert.Equal(asked.Count + 1, endpoint.Server.Requests.Count);
        return asked;
    }
}
