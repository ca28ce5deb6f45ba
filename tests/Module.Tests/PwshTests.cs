using LocalEbs;
using LocalEbs.CommandLine;
using Module.Tests.Support;
using Playground.Hosting;

namespace Module.Tests;

/// <summary>In pwsh itself, where it is installed: what the hosted engine has no commands for, and that the scripts which run there run here too.</summary>
public class PwshTests
{
    [Theory]
    [InlineData("AwsToolsStandIn.Sdk3")]
    [InlineData("AwsToolsStandIn.Sdk4")]
    public async Task Thread_jobs_import_and_list_side_by_side_beside_another_sdk(string standIn)
    {
        ChildSession session = await RunAsync("Isolation/thread-jobs.ps1", "-Manifest", ModuleUnderUse.Manifest, "-Foreign", ChildSession.OutputOf(standIn));

        Assert.Equal([.. Enumerable.Repeat("job: 5 6", 4), "theirs: AKIAIOSFODNN7EXAMPLE"], session.Output);
    }

    [Fact]
    public async Task The_script_of_the_runbooks_lists_there_as_in_the_hosted_engine()
    {
        using var lists = new TemporaryFolder();

        await RunAsync("Runbooks/Export-EbsChangedBlock.ps1", "-First", "snap-a", "-Second", "snap-b", "-VolumeSize", "1", "-OutputFolder", lists.Path);

        Assert.Equal(
            ["snap-a,snap-b,5,Modified,2621440,524288", "snap-a,snap-b,6,Modified,3145728,524288"],
            File.ReadAllLines(Path.Combine(lists.Path, "shard-00000-of-00001.csv"))[1..]);
    }

    private static async Task<ChildSession> RunAsync(string script, params string[] arguments)
    {
        await using LocalEbsServer server = await LocalEbsServer.StartAsync(new LocalEbsOptions
        {
            Snapshots = SnapshotSpec.ParseAll(["snap-a=synthetic:1GiB", "snap-b=snap-a,changed=5-6"]),
        });
        System.Diagnostics.ProcessStartInfo start = ChildSession.StartPwsh(server.Endpoint, script, arguments);
        start.Environment["PSModulePath"] = ModuleUnderUse.ModulePath;
        ChildSession session = await ChildSession.RunAsync(start);
        Assert.True(session is { ExitCode: 0, Error: "" }, session.Error);
        return session;
    }
}
