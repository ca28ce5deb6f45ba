using System.Diagnostics;
using LocalEbs;
using LocalEbs.CommandLine;
using LocalEbs.Faults;
using LocalEbs.Quotas;
using Module.Tests.Support;
using Playground.Hosting;

namespace Module.Tests.Runbooks;

/// <summary>The runbook's script as it is run: shards in processes of their own, side by side, against one endpoint with the account's quota.</summary>
public sealed class ShardTests : IDisposable
{
    private const string Script = "Runbooks/Export-EbsChangedBlock.ps1";
    private const int Shards = 4;

    private static readonly string[] Volume = ["snap-a=synthetic:40GiB", "snap-b=snap-a,changed=1%,removed=0.5%", "snap-c=snap-b,changed=0-99", "snap-d=snap-c,changed=last"];

    private static readonly string[] Columns = ["FirstSnapshotId", "SecondSnapshotId", "BlockIndex", "ChangeType", "Offset", "Length"];

    private readonly TemporaryFolder _lists = new();

    public void Dispose() => _lists.Dispose();

    [Fact]
    public async Task The_shards_of_an_array_job_are_together_the_whole_list_ascending_and_unique()
    {
        await using Endpoint endpoint = await ServeAsync();

        ChildSession[] shards = await Task.WhenAll(Enumerable.Range(0, Shards).Select(index =>
        {
            ProcessStartInfo start = Start(endpoint.Server, "-First", "snap-a", "-Second", "snap-b", "-VolumeSize", "40");
            start.Environment["AWS_BATCH_JOB_ARRAY_INDEX"] = $"{index}";
            start.Environment["AWS_BATCH_JOB_ARRAY_SIZE"] = $"{Shards}";
            return ChildSession.RunAsync(start);
        }));

        Assert.All(shards, shard => Assert.True(shard is { ExitCode: 0, Error: "" }, shard.Error));
        string[][] files = Files();
        Assert.Equal(Shards, files.Length);
        Assert.All(files, Assert.NotEmpty);
        Assert.Equal(Lines(endpoint.Run("Get-EbsChangedBlock snap-a snap-b")), files.SelectMany(lines => lines));
    }

    [Fact]
    public async Task The_shards_of_a_file_of_pairs_have_every_pair_once()
    {
        await using Endpoint endpoint = await ServeAsync();
        string pairs = Path.Combine(_lists.Path, "pairs.txt");
        await File.WriteAllTextAsync(pairs, "snap-a,snap-b\nsnap-b, snap-c\n\nsnap-c,snap-d\n", TestContext.Current.CancellationToken);

        ChildSession[] shards = await Task.WhenAll(Enumerable.Range(0, 2).Select(index =>
            ChildSession.RunAsync(Start(endpoint.Server, "-PairPath", pairs, "-ShardIndex", $"{index}", "-ShardCount", "2"))));

        Assert.All(shards, shard => Assert.True(shard is { ExitCode: 0, Error: "" }, shard.Error));
        Assert.Equal(
            [
                Lines(endpoint.Run("Get-EbsChangedBlock snap-a snap-b; Get-EbsChangedBlock snap-c snap-d")),
                Lines(endpoint.Run("Get-EbsChangedBlock snap-b snap-c")),
            ],
            Files());
    }

    [Theory]
    [InlineData("3-:503", 75, "ServiceUnavailable")]
    [InlineData("3-:throttle", 75, "Throttled")]
    [InlineData("3-:policy-denied", 1, "Allow ebs:ListChangedBlocks on ")]
    public async Task A_shard_that_fails_says_by_its_exit_code_whether_to_try_again_and_leaves_no_file_that_looks_whole(string fault, int exitCode, string said)
    {
        await using Endpoint endpoint = await ServeAsync(FaultRule.Parse(fault));

        ChildSession shard = await ChildSession.RunAsync(Start(endpoint.Server, "-First", "snap-a", "-Second", "snap-b", "-VolumeSize", "40", "-RetryTimeout", "0"));

        Assert.Equal(exitCode, shard.ExitCode);
        Assert.StartsWith("Shard 0 of 1: ", shard.Error);
        Assert.Contains(said, shard.Error);
        Assert.Empty(Files());
    }

    private static Task<Endpoint> ServeAsync(params FaultRule[] faults) => Endpoint.ServeAsync(
        SnapshotSpec.ParseAll(Volume), options => options with { Quota = new RequestQuota(50), Faults = faults });

    private static string[] Lines(Outcome listed)
    {
        Assert.Empty(listed.Errors);
        return [.. listed.Output.Select(block => string.Join(
            ',', Columns.Select(name => block.Properties[name].Value)))];
    }

    private ProcessStartInfo Start(LocalEbsServer server, params string[] arguments)
    {
        ProcessStartInfo start = ChildSession.Start(server.Endpoint, Script, [.. arguments, "-OutputFolder", _lists.Path]);
        // The module is found by its name, as on a machine where it is installed.
        start.Environment["PSModulePath"] = ModuleUnderUse.ModulePath;
        return start;
    }

    /// <summary>The lines of each shard's file, without the heading, in the order of the files' names.</summary>
    private string[][] Files() =>
        [.. Directory.GetFiles(_lists.Path, "shard-*.csv").Order(StringComparer.Ordinal).Select(file => File.ReadAllLines(file)[1..])];
}
