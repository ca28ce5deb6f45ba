using System.Diagnostics;
using LocalEbs;
using LocalEbs.Signing;
using LocalEbs.Snapshots;
using Module.Tests.Support;

namespace Module.Tests;

/// <summary>
/// Beside another module's AWS SDK, each in a process of its own: what a session has loaded, it cannot unload.
/// </summary>
public class IsolationTests
{
    private const string DerivedKey = "C4AFB1CC5771D871763A393E44B703571B55CC28424D1A5E86DA6ED3C154A4B9";

    [Theory]
    [InlineData("AwsToolsStandIn.Sdk3", "3.3.0.0", "3.7.402.0")]
    [InlineData("AwsToolsStandIn.Sdk4", "4.0.0.0", "4.0.102.19")]
    public async Task What_was_there_before_works_on_while_ours_is_imported_and_after_it_is_removed(
        string standIn, string assemblyVersion, string fileVersion)
    {
        ChildSession session = await RunAsync("Isolation/both-sides.ps1", standIn);

        Assert.Equal(
            [
                $"before theirs: True {assemblyVersion} AKIAIOSFODNN7EXAMPLE {DerivedKey}",
                "ours: 5 6",
                $"imported theirs: True {assemblyVersion} AKIAIOSFODNN7EXAMPLE {DerivedKey}",
                "ours again: 5 6",
                $"loaded: Default {fileVersion}",
                "loaded: EbsChangedBlocks 4.1.0.0",
                $"removed theirs: True {assemblyVersion} AKIAIOSFODNN7EXAMPLE {DerivedKey}",
            ],
            session.Output);
    }

    [Theory]
    [InlineData("AwsToolsStandIn.Sdk3", "3.7.402.0")]
    [InlineData("AwsToolsStandIn.Sdk4", "4.0.102.19")]
    public async Task What_comes_after_ours_is_its_own_too(string standIn, string fileVersion)
    {
        ChildSession session = await RunAsync("Isolation/both-sides.ps1", standIn, "-Last");

        Assert.Equal(
            ["ours: 5 6", "ours again: 5 6"],
            session.Output.Where(line => line.StartsWith("ours", StringComparison.Ordinal)));
        Assert.Equal(
            ["loaded: EbsChangedBlocks 4.1.0.0", $"loaded: Default {fileVersion}"],
            session.Output.Where(line => line.StartsWith("loaded", StringComparison.Ordinal)));
        Assert.Equal(
            2,
            session.Output.Count(line =>
                line.Contains("theirs: True", StringComparison.Ordinal)
                && line.EndsWith(DerivedKey, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("AwsToolsStandIn.Sdk3")]
    [InlineData("AwsToolsStandIn.Sdk4")]
    public async Task Runspaces_that_import_at_the_same_moment_twice_by_force_share_one_assembly(string standIn)
    {
        ChildSession session = await RunAsync("Isolation/many-runspaces.ps1", standIn);

        Assert.Equal(4, session.Output.Length);
        Assert.StartsWith("5 6 by ", Assert.Single(session.Output.Distinct()));
    }

    [Theory]
    [InlineData("AwsToolsStandIn.Sdk3")]
    [InlineData("AwsToolsStandIn.Sdk4")]
    public async Task Thread_jobs_that_import_side_by_side_twice_by_force_list_beside_it(string standIn)
    {
        ChildSession session = await RunAsync("Isolation/thread-jobs.ps1", standIn);

        Assert.Equal([.. Enumerable.Repeat("job: 5 6", 4), "theirs: AKIAIOSFODNN7EXAMPLE"], session.Output);
    }

    [Theory]
    [InlineData("AwsToolsStandIn.Sdk3")]
    [InlineData("AwsToolsStandIn.Sdk4")]
    public async Task Credentials_that_the_other_sdk_made_sign_our_requests_bare_wrapped_and_stored(string standIn)
    {
        string secret = AccessCredential.Example.SecretAccessKey;
        var temporary = new AccessCredential("ASIAIOSFODNN7EXAMPLE", secret, "session");
        await using LocalEbsServer server = await ServeAsync(AccessCredential.Example, temporary);
        ProcessStartInfo start = ChildSession.Start(
            server.Endpoint,
            "Isolation/credentials.ps1",
            "-Manifest",
            ModuleUnderUse.Manifest,
            "-Foreign",
            ChildSession.OutputOf(standIn),
            "-SecretKey",
            secret);
        // What the environment has would be found where ours did not read theirs.
        start.Environment.Remove("AWS_ACCESS_KEY_ID");
        start.Environment.Remove("AWS_SECRET_ACCESS_KEY");

        ChildSession session = await ChildSession.RunAsync(start);

        Assert.True(session is { ExitCode: 0, Error: "" }, session.Error);
        Assert.Equal(
            [
                "basic: 5 6 from -Credential.",
                "session: 5 6 from -Credential.",
                "wrapped: 5 6 from -Credential ('ops').",
                "stored: 5 6 from $StoredAWSCredentials ('ops').",
                "theirs still: session",
            ],
            session.Output);
    }

    private static Task<LocalEbsServer> ServeAsync(params AccessCredential[] credentials) =>
        LocalEbsServer.StartAsync(new LocalEbsOptions
        {
            Snapshots = SnapshotSpec.ParseAll(["snap-a=synthetic:1GiB", "snap-b=snap-a,changed=5-6"]),
            Credentials = credentials,
        });

    private static async Task<ChildSession> RunAsync(string script, string standIn, params string[] more)
    {
        await using LocalEbsServer server = await ServeAsync(AccessCredential.Example);
        ChildSession session = await ChildSession.RunAsync(
            server.Endpoint,
            script,
            ["-Manifest", ModuleUnderUse.Manifest, "-Foreign", ChildSession.OutputOf(standIn), .. more]);
        Assert.True(session is { ExitCode: 0, Error: "" }, session.Error);
        return session;
    }
}
