using System.Xml.Linq;
using Module.Tests.Support;

namespace Module.Tests;

public class MeasureTests
{
    private const int Blocks = 300;
    private static readonly string[] Ids = ["snap-a", "snap-b", "snap-c", "snap-d", "snap-e"];

    [Fact]
    public async Task A_chain_of_images_is_measured_as_the_files_say()
    {
        byte[][] contents = RandomChain(seed: 5, count: 5);
        await using Endpoint endpoint = await Endpoint.ServeImagesAsync(Blocks, [.. contents.Select<byte[], Func<int, byte>>(content => index => content[index])]);

        Outcome measured = endpoint.Run("Measure-EbsSnapshotDelta -SnapshotId snap-a, snap-b, snap-c, snap-d, snap-e -IncludeBaseline -Reclaimable");

        Assert.Equal(Ids, measured.Values<string>("SecondSnapshotId"));
        for (int second = 0; second < 5; second++)
        {
            byte[] before = second == 0 ? new byte[Blocks] : contents[second - 1];
            byte[] after = contents[second];
            int added = Count(index => before[index] == 0 && after[index] != 0);
            int removed = Count(index => before[index] != 0 && after[index] == 0);
            int modified = Count(index => before[index] != 0 && after[index] != 0 && before[index] != after[index]);
            long? reclaimable = second == 4 ? null : Count(index => after[index] != 0 && before[index] != after[index] && contents[second + 1][index] != after[index]);

            dynamic delta = measured.Output[second].BaseObject;
            Assert.Equal((added, removed, modified), ((int)delta.AddedCount, (int)delta.RemovedCount, (int)delta.ModifiedCount));
            Assert.Equal((added + modified) * 524288L, (long)delta.LogicalBytes);
            Assert.Equal((added + modified + removed) * 524288L, (long)delta.ChangedBytes);
            Assert.Equal(100.0 * (added + modified + removed) / 2048, (double)delta.PercentChanged, 9);
            Assert.Equal(reclaimable * 524288L, (long?)delta.ReclaimableBytes);
            Assert.Equal(1, (int)delta.RequestCount);
        }

        static int Count(Func<int, bool> holds) => Enumerable.Range(0, Blocks).Count(holds);
    }

    [Fact]
    public async Task Blocks_from_the_pipeline_measure_as_their_pair_does()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync("snap-a=synthetic:2GiB,written=60%", "snap-b=snap-a,changed=20%,added=5%,removed=5%");
        const string Figures = "ForEach-Object { $_.FirstSnapshotId, $_.SecondSnapshotId, $_.ChangedBytes, $_.AddedCount, $_.ModifiedCount, $_.ExtentCount, $_.LargestExtentBytes, $_.FirstChangedOffset, $_.LastChangedOffset, $_.DensityMap, $_.PercentChanged -join ' ' }";

        string whole = endpoint.Run($"Measure-EbsSnapshotDelta snap-a snap-b | {Figures}").Output.Single().ToString();

        Assert.Equal(whole, endpoint.Run($"Get-EbsChangedBlock snap-a snap-b | Measure-EbsSnapshotDelta | {Figures}").Output.Single().ToString());
        Assert.Equal(whole, endpoint.Run($"Get-EbsChangedBlock snap-a snap-b | ForEach-Object {{ [pscustomobject]@{{ BlockIndex = \"$($_.BlockIndex)\"; ChangeType = \"$($_.ChangeType)\"; FirstSnapshotId = 'snap-a'; SecondSnapshotId = 'snap-b'; VolumeSize = $_.VolumeSize }} }} | Measure-EbsSnapshotDelta | {Figures}").Output.Single().ToString());
    }

    [Fact]
    public async Task Snapshot_objects_become_chains_by_volume_and_time()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync(
            "snap-a1=synthetic:1GiB", "snap-a2=snap-a1,changed=0-1", "snap-a3=snap-a2,changed=5-7", "snap-b1=synthetic:1GiB", "snap-b2=snap-b1,changed=all", "snap-c1=synthetic:1GiB");

        Outcome measured = endpoint.Run("""
            function snapshot($id, $volume, $day, $state = 'completed', $tier = 'standard') {
                [pscustomobject]@{ SnapshotId = $id; VolumeId = $volume; StartTime = [datetime]::new(2026, 1, $day); State = $state; StorageTier = $tier }
            }
            (snapshot snap-a3 vol-a 9), (snapshot snap-b2 vol-b 2), (snapshot snap-a1 vol-a 1), (snapshot snap-c1 vol-c 3), (snapshot snap-b1 vol-b 1),
            (snapshot snap-a2 vol-a 2), (snapshot snap-b3 vol-b 5 pending), (snapshot snap-a0 vol-a 4 completed archive) | Measure-EbsSnapshotDelta
            """);

        Assert.Equal(["snap-a2", "snap-a3", "snap-b2"], measured.Values<string>("SecondSnapshotId"));
        Assert.Equal(["vol-a", "vol-a", "vol-b"], measured.Values<string>("VolumeId"));
        Assert.Equal([2L, 3L, 2048L], measured.Values<long>("ChangedCount"));
        Assert.Equal(new DateTime(2026, 1, 9), measured.Values<DateTime>("SecondStartTime")[1].ToLocalTime());
        Assert.Equal(3, measured.Warnings.Length);
        Assert.Contains(measured.Warnings, warning => warning.Contains("snap-b3") && warning.Contains("pending"));
        Assert.Contains(measured.Warnings, warning => warning.Contains("snap-a0") && warning.Contains("archive"));
        Assert.Contains(measured.Warnings, warning => warning.Contains("snap-c1") && warning.Contains("only"));
    }

    [Theory]
    [InlineData("Measure-EbsSnapshotDelta -SnapshotId snap-a", "PredecessorMissing")]
    [InlineData("Measure-EbsSnapshotDelta snap-a snap-a", "SameSnapshot")]
    [InlineData("Measure-EbsSnapshotDelta -SnapshotId snap-a, snap-a", "SameSnapshot")]
    [InlineData("Measure-EbsSnapshotDelta snap-a snap-f", "SnapshotNotFound")]
    [InlineData("1 | Measure-EbsSnapshotDelta", "InputUnrecognized")]
    [InlineData("[pscustomobject]@{ SnapshotId = 'vol-1' } | Measure-EbsSnapshotDelta", "SnapshotIdInvalid")]
    [InlineData("[pscustomobject]@{ BlockIndex = 'x' } | Measure-EbsSnapshotDelta", "InputUnrecognized")]
    [InlineData("[pscustomobject]@{ FirstSnapshotId = 'snap-a'; SecondSnapshotId = 'snap-b'; BlockIndex = '' } | Measure-EbsSnapshotDelta", "InputUnrecognized")]
    [InlineData("[pscustomobject]@{ BlockIndex = 1; ChangeType = 7 } | Measure-EbsSnapshotDelta", "InputUnrecognized")]
    [InlineData("[pscustomobject]@{ BlockIndex = 1; BlockSize = 'large' } | Measure-EbsSnapshotDelta", "InputUnrecognized")]
    [InlineData("[pscustomobject]@{ BlockIndex = 1; BlockSize = 0; VolumeSize = 1GB } | Measure-EbsSnapshotDelta", "InputUnrecognized")]
    [InlineData("[pscustomobject]@{ BlockIndex = 1; VolumeSize = -1 } | Measure-EbsSnapshotDelta", "InputUnrecognized")]
    [InlineData("[EbsChangedBlocks.ChangedBlock]@{ BlockIndex = -1 } | Measure-EbsSnapshotDelta", "InputUnrecognized")]
    [InlineData("[EbsChangedBlocks.ChangedBlock]@{ BlockIndex = 1; BlockSize = 0; VolumeSize = 1GB } | Measure-EbsSnapshotDelta", "InputUnrecognized")]
    [InlineData("5, 4 | ForEach-Object { [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = $_ } } | Measure-EbsSnapshotDelta", "BlocksOutOfOrder")]
    [InlineData("5, 5, 5 | ForEach-Object { [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = $_ } } | Measure-EbsSnapshotDelta", "BlocksOutOfOrder")]
    public async Task Input_that_cannot_be_measured_is_one_clear_error(string script, string id)
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync("snap-a=synthetic:1GiB", "snap-b=snap-a,changed=5");

        Outcome failed = endpoint.Run(script);

        Assert.Empty(failed.Output);
        Assert.StartsWith(id + ",", failed.Error.FullyQualifiedErrorId);
    }

    [Fact]
    public async Task A_missing_link_breaks_its_pairs_and_no_other()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync("snap-a=synthetic:1GiB", "snap-b=snap-a,changed=0-1", "snap-d=snap-b,changed=0-2", "snap-e=snap-d,changed=0-3");

        Outcome measured = endpoint.Run("Measure-EbsSnapshotDelta -SnapshotId snap-a, snap-b, snap-c, snap-d, snap-e -Reclaimable");

        Assert.Equal(["snap-b", "snap-e"], measured.Output.Select(delta => delta.Properties["SecondSnapshotId"].Value));
        Assert.All(measured.Output, delta => Assert.Null(delta.Properties["ReclaimableBytes"].Value));
        Assert.Equal(2, measured.Errors.Length);
    }

    [Fact]
    public void Blocks_of_several_pairs_are_measured_apart()
    {
        using var session = new ModuleSession();

        Outcome measured = session.Run("""
            (1, 'b'), (1, 'c'), (2, 'b'), (9, 'c') | ForEach-Object { [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = $_[0]; FirstSnapshotId = 'snap-a'; SecondSnapshotId = "snap-$($_[1])"; ChangeType = 'Added' } } | Measure-EbsSnapshotDelta
            """);

        Assert.Equal(["snap-b", "snap-c"], measured.Values<string>("SecondSnapshotId"));
        Assert.Equal([1L, 2L], measured.Values<long>("ExtentCount"));
        Assert.All(measured.Output, delta => Assert.Null(delta.Properties["PercentChanged"].Value));
    }

    [Fact]
    public async Task The_price_is_an_estimate_from_the_prices_given()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync("snap-a=synthetic:1GiB", "snap-b=snap-a,changed=0-99,removed=50-59");

        Outcome measured = endpoint.Run("Measure-EbsSnapshotDelta snap-a snap-b -ListPricePerThousand 2 -ReadPricePerThousand 10");

        Assert.Equal([0.002m], measured.Values<decimal>("EstimatedListingPrice"));
        Assert.Equal([0.9m], measured.Values<decimal>("EstimatedReadPrice"));
    }

    [Fact]
    public async Task Extents_join_what_is_adjacent()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync("snap-a=synthetic:1GiB,written=0-99", "snap-b=snap-a,changed=0-9,removed=10-14,added=200-201");
        const string Script = "Get-EbsChangedBlock snap-a snap-b -MaxResult 100 -AsExtent";

        Assert.Equal(["0+5242880 Modified", "5242880+2621440 Removed", "104857600+1048576 Added"], endpoint.Run(Script).Output.Select(extent => extent.ToString()));
        Assert.Equal([15, 2], endpoint.Run(Script + " -IgnoreChangeType").Values<int>("BlockCount"));
    }

    [Fact]
    public async Task Maps_are_written_as_one_picture_with_a_panel_a_pair()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync("snap-a=synthetic:1GiB", "snap-b=snap-a,changed=0-99", "snap-c=snap-b,removed=7-7");
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "map.svg");

        Outcome measured = endpoint.Run($"Measure-EbsSnapshotDelta -SnapshotId snap-a, snap-b, snap-c -MapPath '{path}'");

        Assert.Equal(2, measured.Values<string>("SecondSnapshotId").Length);
        string[] texts = [.. XDocument.Load(path).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)];
        Assert.Contains("snap-a → snap-b", texts);
        Assert.Contains("snap-b → snap-c", texts);
        Assert.Contains("Removed", texts);
    }

    [Fact]
    public void A_map_that_cannot_be_written_is_said_before_anything_is_listed()
    {
        using var session = new ModuleSession();

        Outcome failed = session.Run("try { Measure-EbsSnapshotDelta snap-a snap-b -MapPath /no/such/folder/map.svg } catch { $_.FullyQualifiedErrorId }");

        Assert.StartsWith("MapPathUnusable,", Assert.Single(failed.Output).ToString());
    }

    private static byte[][] RandomChain(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, Blocks).Select(_ => (byte)random.Next(3)).ToArray())];
    }
}
