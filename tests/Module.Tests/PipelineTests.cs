using Module.Tests.Support;

namespace Module.Tests;

public class PipelineTests
{
    private static readonly string[] Chain = ["snap-a=synthetic:1GiB,written=0-99", "snap-b=snap-a,changed=1-1", "snap-c=snap-b,changed=2-3", "snap-d=synthetic:1GiB"];

    [Fact]
    public async Task Pairs_bind_by_property_name()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync(Chain);

        Outcome listed = endpoint.Run("""
            $rows = [pscustomobject]@{ First = 'snap-a'; Second = 'snap-b' }, [pscustomobject]@{ FirstSnapshotId = 'snap-b'; SecondSnapshotId = 'snap-c' }
            $rows | Get-EbsChangedBlock | ForEach-Object { "$($_.SecondSnapshotId) $($_.BlockIndex)" }
            """);

        Assert.Equal(["snap-b 1", "snap-c 2", "snap-c 3"], listed.Output.Select(line => line.ToString()));
    }

    [Fact]
    public async Task Snapshot_objects_bind_as_the_second()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync(Chain);

        Outcome listed = endpoint.Run("[pscustomobject]@{ SnapshotId = 'snap-c'; VolumeId = 'vol-1' } | Get-EbsChangedBlock -First snap-a");

        Assert.Equal([1, 2, 3], listed.Values<int>("BlockIndex"));
    }

    [Fact]
    public async Task A_bad_pair_is_an_error_about_that_pair_and_the_others_are_listed()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync(Chain);

        Outcome listed = endpoint.Run("""
            'snap-b', 'snap-d', 'snap-e', 'snap-c' | ForEach-Object { [pscustomobject]@{ SnapshotId = $_ } } | Get-EbsChangedBlock -First snap-a
            """);

        Assert.Equal(4, listed.Output.Length);
        Assert.Equal(["UnrelatedSnapshots", "SnapshotNotFound"], listed.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal(["snap-d", "snap-e"], listed.Errors.Select(error => error.TargetObject));
    }

    [Fact]
    public async Task Blocks_can_be_filtered_as_they_come()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync("snap-a=synthetic:1GiB,written=0-9", "snap-b=snap-a,changed=0-3,added=20-21,removed=9-9");

        Assert.Equal([20, 21], endpoint.Run("Get-EbsChangedBlock -First snap-a -Second snap-b | Where-Object ChangeType -eq Added").Values<int>("BlockIndex"));
        Assert.Equal([9], endpoint.Run("Get-EbsChangedBlock snap-a snap-b | Where-Object { -not $_.SecondBlockToken }").Values<int>("BlockIndex"));
    }

    [Theory]
    [InlineData("Added", new[] { 20, 21 })]
    [InlineData("Modified, Removed", new[] { 0, 1, 2, 3, 9 })]
    [InlineData("removed, Removed", new[] { 9 })]
    [InlineData("Added, Modified, Removed", new[] { 0, 1, 2, 3, 9, 20, 21 })]
    public async Task Blocks_of_some_types_are_what_Where_Object_would_leave(string types, int[] expected)
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync("snap-a=synthetic:1GiB,written=0-9", "snap-b=snap-a,changed=0-3,added=20-21,removed=9-9");

        Assert.Equal(expected, endpoint.Run($"Get-EbsChangedBlock snap-a snap-b -ChangeType {types}").Values<int>("BlockIndex"));
        Assert.Equal(expected, endpoint.Run($"Get-EbsChangedBlock snap-a snap-b | Where-Object ChangeType -in {types}").Values<int>("BlockIndex"));
    }

    [Fact]
    public async Task Extents_are_made_of_blocks_of_the_types_that_are_wanted()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync("snap-a=synthetic:1GiB,written=0-9", "snap-b=snap-a,changed=0-3,removed=4-6,added=10-11");

        Outcome read = endpoint.Run("Get-EbsChangedBlock snap-a snap-b -AsExtent -ChangeType Added, Modified | ForEach-Object { \"$($_.Offset / 512KB) $($_.BlockCount) $($_.ChangeType)\" }");
        Outcome joined = endpoint.Run("Get-EbsChangedBlock snap-a snap-b -AsExtent -IgnoreChangeType -ChangeType Removed, Modified | ForEach-Object { \"$($_.Offset / 512KB) $($_.BlockCount)\" }");

        Assert.Equal(["0 4 Modified", "10 2 Added"], read.Output.Select(line => line.ToString()));
        Assert.Equal(["0 7"], joined.Output.Select(line => line.ToString()));
    }

    [Theory]
    [InlineData("-ChangeType Changed")]
    [InlineData("-ChangeType @()")]
    [InlineData("-ChangeType Added -AsPage")]
    public async Task Types_that_there_are_not_and_types_of_raw_pages_are_refused(string arguments)
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync(Chain);

        Assert.IsType<System.Management.Automation.ParameterBindingException>(endpoint.Run($"Get-EbsChangedBlock snap-a snap-b {arguments}").Error.Exception, exactMatch: false);
        Assert.Empty(endpoint.Server.Requests.Snapshot());
    }

    [Fact]
    public void A_block_can_be_made_by_hand()
    {
        using var session = new ModuleSession();

        Outcome made = session.Run("""
            $block = [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = 7 }
            "$($block.BlockIndex) $($block.Offset) $($block.Length) $($block.ChangeType)"
            $block = [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = 7; ChangeType = 'Removed'; FirstSnapshotId = 'snap-a'; BlockSize = 4096; VolumeSize = 1GB }
            "$($block.Offset) $($block.ChangeType) $($block.FirstSnapshotId) $($block.VolumeSize)"
            ([EbsChangedBlocks.ChangedBlock]@{ SecondBlockToken = 'x' }).ChangeType
            ([EbsChangedBlocks.ChangedBlockPage]@{ NextToken = 'x' }).ChangedBlocks.Count
            """);

        Assert.Empty(made.Errors);
        Assert.Equal(["7 3670016 524288 Modified", "28672 Removed snap-a 1073741824", "Added", "0"], made.Output.Select(line => line.ToString()));
    }

    [Fact]
    public async Task Verbose_lines_say_where_as_whom_and_each_page()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync(Chain);

        Outcome listed = endpoint.Run("Get-EbsChangedBlock snap-a snap-c -Verbose");

        Assert.Equal(2, listed.Verbose.Length);
        Assert.Contains(endpoint.Server.Endpoint.ToString(), listed.Verbose[0]);
        Assert.Contains("us-east-1 (from -Region), credentials from -AccessKey", listed.Verbose[0]);
        Assert.Contains("3 changed blocks, 1 to 3", listed.Verbose[1]);
    }
}
