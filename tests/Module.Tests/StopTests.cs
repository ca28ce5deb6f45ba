using System.Management.Automation;
using LocalEbs;
using LocalEbs.CommandLine;
using LocalEbs.Faults;
using Module.Tests.Support;

namespace Module.Tests;

/// <summary>However a pipeline ends: what is in flight is cancelled, nothing is asked any more, nothing is said, and the next command works.</summary>
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
        await endpoint.Server.Requests.WaitUntilAsync(requests => requests.Count > 0, TestContext.Current.CancellationToken);

        shell.Stop();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Empty(shell.Streams.Error);
        Assert.All(await NothingIsAskedAnyMore(endpoint), request => Assert.True(request.IsCancelled));
    }

    [Theory]
    [InlineData("Get-EbsChangedBlock snap-a snap-b -MaxResult 100 | Select-First 3", 3)]
    [InlineData("Get-EbsChangedBlock snap-a snap-b -MaxResult 100 | Select-First 250", 250)]
    [InlineData("Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -AsPage | Select-First 2", 2)]
    [InlineData("Get-EbsChangedBlock snap-a snap-b -AsExtent | Select-First 1", 1)]
    public async Task Taking_the_first_few_ends_it_without_a_word(string script, int count)
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync(Dense);

        Outcome taken = endpoint.Run(script);

        Assert.Equal(count, taken.Output.Length);
        Assert.Empty(taken.Errors);
        await NothingIsAskedAnyMore(endpoint);
    }

    [Fact]
    public async Task A_throw_downstream_is_the_only_error_and_ends_it()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync(Dense);

        Outcome failed = endpoint.Run("try { Get-EbsChangedBlock snap-a snap-b -MaxResult 100 | ForEach-Object { throw 'mine' } } catch { \"$_\" }");

        Assert.Equal("mine", Assert.Single(failed.Output).ToString());
        Assert.Empty(failed.Errors);
        await NothingIsAskedAnyMore(endpoint);
    }

    [Fact]
    public async Task A_closed_runspace_ends_it()
    {
        await using Endpoint endpoint = await Stalled();
        var session = new ModuleSession();
        session.UseEndpoint(endpoint.Server.Endpoint, AccessCredential.Example.SecretAccessKey);
        using PowerShell shell = session.Shell("Get-EbsChangedBlock snap-a snap-b");
        shell.BeginInvoke();
        await endpoint.Server.Requests.WaitUntilAsync(requests => requests.Count > 0, TestContext.Current.CancellationToken);

        session.Dispose();

        await NothingIsAskedAnyMore(endpoint);
    }

    [Fact]
    public async Task The_next_command_is_not_affected()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync([.. Dense, "snap-c=snap-b,changed=0-4"]);

        endpoint.Run("Get-EbsChangedBlock snap-a snap-b -MaxResult 100 | Select-First 1");

        Assert.Equal([0, 1, 2, 3, 4], endpoint.Run("Get-EbsChangedBlock snap-b snap-c").Values<int>("BlockIndex"));
    }

    private static Task<Endpoint> Stalled() =>
        Endpoint.ServeAsync(SnapshotSpec.ParseAll(Dense), options => options with { Faults = [FaultRule.Parse("all:delay=3600s")] });

    /// <summary>The prompt is back; requests that had been sent may still be on their way through the server, and no other may come.</summary>
    private static async Task<IReadOnlyList<RequestRecord>> NothingIsAskedAnyMore(Endpoint endpoint)
    {
        IReadOnlyList<RequestRecord> asked = await endpoint.Server.Requests.WaitUntilAsync(requests => requests.All(request => request.IsCompleted), TestContext.Current.CancellationToken);

        // Another client's request goes all the way to the server: what the command had still to send would have come before.
        using var other = new HttpClient();
        await other.GetAsync(new Uri(endpoint.Server.Endpoint, "/snapshots/snap-a/blocks/0"), TestContext.Current.CancellationToken);

        Assert.Equal(asked.Count + 1, endpoint.Server.Requests.Count);
        return asked;
    }
}
