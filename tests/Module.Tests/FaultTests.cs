using System.Management.Automation;
using LocalEbs.Faults;
using LocalEbs.Snapshots;
using Module.Tests.Support;

namespace Module.Tests;

/// <summary>Whatever goes wrong on the way: the whole list, or one error that says where to go on.</summary>
public class FaultTests
{
    private static readonly string[] Pair =
        ["snap-a=synthetic:1GiB,written=0-999", "snap-b=snap-a,changed=40%,removed=10%,added=1000-1009"];

    [Theory]
    [InlineData("throttle", "ThrottlingException")]
    [InlineData("request-throttled", "RequestThrottledException")]
    [InlineData("request-throttle", "RequestThrottleException")]
    [InlineData("500", "InternalServerException")]
    [InlineData("502", "ServiceUnavailable")]
    [InlineData("503", "ServiceUnavailable")]
    [InlineData("504", "ServiceUnavailable")]
    [InlineData("reset", "ConnectionBroken")]
    [InlineData("close", "ConnectionBroken")]
    [InlineData("reset-body", "ConnectionBroken")]
    [InlineData("short-body", "ConnectionBroken")]
    [InlineData("half-json", "ResponseUnreadable")]
    [InlineData("empty", "ResponseUnreadable")]
    [InlineData("garbage", "ResponseUnreadable")]
    [InlineData("html", "ResponseUnreadable")]
    [InlineData("no-list", "ResponseUnreadable")]
    [InlineData("null-list", "ResponseUnreadable")]
    [InlineData("other-list", "ResponseUnreadable")]
    [InlineData("repeat-list", "ResponseUnreadable")]
    [InlineData("repeat-member", "ResponseUnreadable")]
    [InlineData("skewed-clock", "InvalidSignatureException")]
    [InlineData("time-too-skewed", "RequestTimeTooSkewed")]
    public async Task What_passes_is_seen_in_verbose_lines_alone(string fault, string said)
    {
        await using Endpoint endpoint = await Serve($"3:{fault}", $"7:{fault}");

        Outcome listed = endpoint.Run("Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -ThrottleLimit 1 -Verbose");

        Assert.Equal(await Truth(), listed.Values<int>("BlockIndex"));
        Assert.Empty(listed.Warnings);
        // The server first: who else had asked it would have had the faults.
        Assert.Equal(
            [3, 7],
            endpoint.Server.Requests.Snapshot().Index().Where(one => one.Item.Fault is not null)
                .Select(one => one.Index + 1));
        Assert.Equal(
            [true, true],
            listed.Verbose.Where(line => line.Contains("trying again", StringComparison.Ordinal))
                .Select(line => line.StartsWith(said + ": trying again in", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("close")]
    public async Task A_connection_that_ends_without_an_answer_takes_nothing_away_and_every_request_is_counted(
        string fault)
    {
        await using Endpoint endpoint = await Serve($"3-6:{fault}");

        Assert.Equal(
            await Truth(), endpoint.Run("Get-EbsChangedBlock snap-a snap-b -MaxResult 100").Values<int>("BlockIndex"));

        await using Endpoint measured = await Serve($"1-4:{fault}");
        Outcome delta = measured.Run("Measure-EbsSnapshotDelta snap-a snap-b");

        Assert.Equal([5], delta.Values<int>("RequestCount"));
        Assert.Equal([4], delta.Values<int>("RetryCount"));
        Assert.Equal(5, measured.Server.Requests.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public async Task An_expired_page_token_is_done_without(int parallelism)
    {
        await using Endpoint endpoint = await Serve("every 4:expired-page-token");

        Assert.Equal(
            await Truth(),
            endpoint.Run($"Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -ThrottleLimit {parallelism}")
                .Values<int>("BlockIndex"));
    }

    [Theory]
    [InlineData("access-denied", "AccessDenied", ErrorCategory.PermissionDenied)]
    [InlineData("policy-denied", "AccessDenied", ErrorCategory.PermissionDenied)]
    [InlineData("key-denied", "KmsAccessDenied", ErrorCategory.PermissionDenied)]
    [InlineData("expired-credentials", "CredentialsExpired", ErrorCategory.AuthenticationError)]
    [InlineData("revoked-credentials", "CredentialsInvalid", ErrorCategory.AuthenticationError)]
    [InlineData("repeat-index", "InvalidServiceResponse", ErrorCategory.InvalidResult)]
    [InlineData("descending", "InvalidServiceResponse", ErrorCategory.InvalidResult)]
    [InlineData("last-index", "InvalidServiceResponse", ErrorCategory.InvalidResult)]
    [InlineData("block-size", "InvalidServiceResponse", ErrorCategory.InvalidResult)]
    [InlineData("volume-size", "InvalidServiceResponse", ErrorCategory.InvalidResult)]
    [InlineData("bad-token", "InvalidServiceResponse", ErrorCategory.InvalidResult)]
    [InlineData("bad-block-token", "InvalidServiceResponse", ErrorCategory.InvalidResult)]
    [InlineData("oversized", "InvalidServiceResponse", ErrorCategory.InvalidResult)]
    [InlineData("endless", "InvalidServiceResponse", ErrorCategory.InvalidResult)]
    public async Task What_does_not_pass_is_one_error_from_which_the_listing_goes_on(
        string fault, string id, ErrorCategory category)
    {
        await using Endpoint endpoint = await Serve($"5:{fault}");

        Outcome failed = endpoint.Run("Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -ThrottleLimit 1");

        Assert.Equal(id, failed.Error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(category, failed.Error.CategoryInfo.Category);
        int next = (int)((dynamic)failed.Error.Exception).NextBlockIndex;
        Assert.Contains($"-StartingBlockIndex {next}", failed.Error.ErrorDetails.Message);
        Outcome rest = endpoint.Run($"Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -StartingBlockIndex {next}");
        Assert.Equal(
            await Truth(),
            failed.Output.Select(block => (int)block.Properties["BlockIndex"].Value)
                .Concat(rest.Values<int>("BlockIndex")));
    }

    [Fact]
    public async Task A_token_that_leads_in_a_circle_ends_in_an_error()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync(
            SnapshotSpec.ParseAll(["snap-a=synthetic:1GiB", "snap-b=snap-a,changed=last"]),
            options => options with { Faults = [FaultRule.Parse("2-:repeat-token")] });

        Outcome failed = endpoint.Run("Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -ThrottleLimit 1");

        Assert.StartsWith("InvalidServiceResponse,", failed.Error.FullyQualifiedErrorId);
    }

    [Fact]
    public async Task The_budget_ends_what_does_not_pass()
    {
        await using Endpoint endpoint = await Serve("4-:503");

        Outcome failed = endpoint.Run("Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -RetryTimeout 1");

        Assert.StartsWith("ServiceUnavailable,", failed.Error.FullyQualifiedErrorId);
        int[] listed = [.. failed.Output.Select(block => (int)block.Properties["BlockIndex"].Value)];
        Assert.Equal((await Truth())[..listed.Length], listed);
        Assert.Equal(ErrorCategory.ResourceUnavailable, failed.Error.CategoryInfo.Category);
    }

    [Fact]
    public async Task A_script_goes_on_where_the_error_says()
    {
        await using Endpoint endpoint = await Serve("3:access-denied", "6:access-denied", "9:access-denied");

        Outcome resumed = endpoint.Run("""
            $start = 0
            do {
                Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -ThrottleLimit 1 -StartingBlockIndex $start `
                    -ErrorAction SilentlyContinue -ErrorVariable failed
                if ($failed) { $start = $failed[0].Exception.NextBlockIndex }
            } while ($failed)
            """);

        Assert.Equal(await Truth(), resumed.Output.Select(block => (int)block.Properties["BlockIndex"].Value));
    }

    [Fact]
    public async Task Measuring_tells_the_retries_and_throttles_it_met()
    {
        await using Endpoint endpoint = await Serve("1:throttle", "2:500");

        Outcome measured = endpoint.Run("Measure-EbsSnapshotDelta snap-a snap-b");

        Assert.Equal((await Truth()).Length, Assert.Single(measured.Values<int>("ChangedCount")));
        Assert.Equal(3, Assert.Single(measured.Values<int>("RequestCount")));
        Assert.Equal(2, Assert.Single(measured.Values<int>("RetryCount")));
        Assert.Equal(1, Assert.Single(measured.Values<int>("ThrottleCount")));
    }

    private static async Task<Endpoint> Serve(params string[] faults) => await Endpoint.ServeAsync(
        SnapshotSpec.ParseAll(Pair), options => options with { Faults = [.. faults.Select(FaultRule.Parse)] });

    /// <summary>The difference as a server without faults gives it on one page.</summary>
    private static async Task<int[]> Truth()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync(Pair);
        return endpoint.Run("Get-EbsChangedBlock snap-a snap-b").Values<int>("BlockIndex");
    }
}
