using Module.Tests.Support;
using Playground.Hosting;

namespace Module.Tests;

public class ViewTests
{
    [Fact]
    public void Blocks_read_well_at_80_columns()
    {
        using var output = new StringWriter { NewLine = "\n" };
        using (var engine = new HostedEngine(output))
            engine.Show("""
                [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = 3; FirstSnapshotId = 'snap-a'; SecondSnapshotId = 'snap-b' }
                [EbsChangedBlocks.ChangedBlock]@{ BlockIndex = 134217727; ChangeType = 'Removed'; FirstSnapshotId = 'snap-a'; SecondSnapshotId = 'snap-b' }
                """);

        Assert.Equal(
            """

               Snapshots: snap-a -> snap-b

            BlockIndex ChangeType          Offset          At     Length
            ---------- ----------          ------          --     ------
                     3 Modified           1572864     1.5 MiB    512 KiB
             134217727 Removed     70368743653376      64 TiB    512 KiB


            """,
            string.Join('\n', output.ToString().Split('\n').Select(line => line.TrimEnd())));
    }

    [Fact]
    public async Task A_short_listing_shows_no_progress()
    {
        await using Endpoint endpoint = await Endpoint.ServeAsync("snap-a=synthetic:1GiB,written=0-99", "snap-b=snap-a,changed=5-6");
        using System.Management.Automation.PowerShell shell = endpoint.Session.Shell("Get-EbsChangedBlock snap-a snap-b");

        shell.Invoke();

        Assert.Empty(shell.Streams.Progress);
    }
}
