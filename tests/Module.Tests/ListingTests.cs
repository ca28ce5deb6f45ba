using Module.Tests.Support;

namespace Module.Tests;

public class ListingTests
{
    [Fact]
    public async Task Images_are_listed_as_they_differ()
    {
        // Unchanged 0-9, modified 10-19, zeroed 20-29, newly written 30-39, in neither 40-49.
        await using Endpoint endpoint = await Endpoint.ServeImagesAsync(
            50,
            index => index < 30 ? (byte)1 : (byte)0,
            index => index switch { < 10 => 1, < 20 => 2, < 30 => 0, < 40 => 3, _ => 0 });

        Outcome listed = endpoint.Run("Get-EbsChangedBlock -First snap-a -Second snap-b");

        Assert.Equal(Enumerable.Range(10, 30), listed.Values<int>("BlockIndex"));
        Assert.Equal(
            [.. Enumerable.Repeat("Modified", 10), .. Enumerable.Repeat("Removed", 10), .. Enumerable.Repeat("Added", 10)],
            listed.Values<string>("ChangeType"));
    }

    [Fact]
    public async Task A_block_says_all_that_there_is_to_know()
    {
        await using Endpoint endpoint = await Endpoint.ServeImagesAsync(2048, _ => 0, index => index == 2047 ? (byte)1 : (byte)0);

        Outcome listed = endpoint.Run("""
            $b = Get-EbsChangedBlock snap-a snap-b
            "$($b.BlockIndex) $($b.Offset) $($b.Length) $($b.BlockSize) $($b.VolumeSize) $($b.FirstSnapshotId) $($b.SecondSnapshotId) $($b.ChangeType)"
            $null -eq $b.FirstBlockToken
            $b.SecondBlockToken.Length
            $b.ExpiryTime.Kind
            ($b.ExpiryTime - [datetime]::UtcNow).TotalDays -gt 6.9
            "$b"
            """);

        Assert.Equal(
            ["2047 1073217536 524288 524288 1073741824 snap-a snap-b Added", "True", "60", "Utc", "True", "2047 Added"],
            listed.Output.Select(line => line.ToString()));
    }

    [Theory]
    [InlineData("nothing differs", "none", 0)]
    [InlineData("the last block of 64 TiB", "134217727-134217727", 1)]
    [InlineData("beyond the first ten thousand written blocks", "10000-10000", 1)]
    [InlineData("more than one page of blocks", "0-25000", 25001)]
    public async Task What_differs_is_found_wherever_it_is(string what, string changed, int count)
    {
        string written = changed.StartsWith("134", StringComparison.Ordinal) ? "0-30000+last" : "0-30000";
        await using Endpoint endpoint = await Endpoint.ServeAsync($"snap-a=synthetic:64TiB,written={written}", $"snap-b=snap-a,changed={changed}");

        int[] listed = endpoint.Run("Get-EbsChangedBlock snap-a snap-b").Values<int>("BlockIndex");

        Assert.True(count == listed.Length, what);
        Assert.Equal(listed.Order().Distinct(), listed);
        if (count > 0)
            Assert.Equal(int.Parse(changed.Split('-')[0]), listed[0]);
    }

    [Fact]
    public async Task A_volume_of_one_block_is_a_volume()
    {
        await using Endpoint endpoint = await Endpoint.ServeImagesAsync(1, _ => 1, _ => 2);

        Assert.Equal([0], endpoint.Run("Get-EbsChangedBlock snap-a snap-b").Values<int>("BlockIndex"));
    }

    [Fact]
    public async Task Nine_empty_pages_do_not_end_a_listing()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync("snap-a=synthetic:1GiB,written=0-999", "snap-b=snap-a,changed=999-999");

        Outcome pages = endpoint.Run("Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -AsPage | ForEach-Object { $_.ChangedBlocks.Count }");
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 1], pages.Output.Select(count => (int)count.BaseObject));
        Assert.Equal([999], endpoint.Run("Get-EbsChangedBlock snap-a snap-b -MaxResult 100").Values<int>("BlockIndex"));
    }

    [Fact]
    public async Task Neighbouring_ranges_make_the_whole()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync("snap-a=synthetic:1GiB,written=60%", "snap-b=snap-a,changed=40%,added=10%,removed=10%");

        Outcome listed = endpoint.Run("""
            $whole = (Get-EbsChangedBlock snap-a snap-b).BlockIndex
            $parts = 0, 1, 700, 701, 2047 | ForEach-Object { $start = 0 } { Get-EbsChangedBlock snap-a snap-b -StartingBlockIndex $start -EndingBlockIndex $_ -MaxResult 100; $start = $_ } {
                Get-EbsChangedBlock snap-a snap-b -StartingBlockIndex $start } | ForEach-Object BlockIndex
            $whole.Count
            "$whole" -eq "$parts"
            """);

        Assert.InRange((int)listed.Output[0].BaseObject, 500, 2000);
        Assert.True((bool)listed.Output[1].BaseObject);
    }

    [Fact]
    public async Task Pages_are_the_raw_shape_and_a_token_goes_on()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync("snap-a=synthetic:1GiB", "snap-b=snap-a,changed=all");

        Outcome run = endpoint.Run("""
            $first = $null
            Get-EbsChangedBlock snap-a snap-b -AsPage -MaxResult 1000 | ForEach-Object { if (-not $first) { $first = $_ } }
            $rest = Get-EbsChangedBlock snap-a snap-b -AsPage -MaxResult 1000 -NextToken $first.NextToken -StartingBlockIndex 5
            $first.ChangedBlocks.Count; $first.VolumeSize; $first.BlockSize; $first.FirstSnapshotId; $first.SecondSnapshotId
            $rest.Count; $rest[0].ChangedBlocks[0].BlockIndex; $null -eq $rest[-1].NextToken
            """);

        Assert.Equal(["1000", "1073741824", "524288", "snap-a", "snap-b", "2", "1000", "True"], run.Output.Select(value => value.ToString()));
    }

    [Fact]
    public async Task Short_windows_change_nothing()
    {
        string[] specs = ["snap-a=synthetic:1GiB,written=70%", "snap-b=snap-a,changed=30%,removed=5%"];
        await using Endpoint whole = await Endpoint.ServeAsync(specs);
        await using Endpoint cut = await Endpoint.ServeAsync(LocalEbs.CommandLine.SnapshotSpec.ParseAll(specs), options => options with { ShortWindows = 0.8, Seed = 3 });
        const string Script = "Get-EbsChangedBlock snap-a snap-b -MaxResult 200";

        Assert.Equal(whole.Run(Script).Values<int>("BlockIndex"), cut.Run(Script).Values<int>("BlockIndex"));
        Assert.True(cut.Server.Requests.Snapshot().Count > whole.Server.Requests.Snapshot().Count);
    }
}
