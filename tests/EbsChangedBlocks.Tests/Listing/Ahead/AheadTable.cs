using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Tests.Listing.Simulation;

namespace EbsChangedBlocks.Tests.Listing.Ahead;

/// <summary>Measures what looking ahead gains and costs, in simulated time. Runs on demand: it takes minutes.</summary>
public class AheadTable(ITestOutputHelper output)
{
    private const int PageSize = 10_000;

    [Theory(Explicit = true)]
    [Trait("Kind", "Table")]
    [InlineData(1_342)]
    [InlineData(13_422)]
    public void Speed_and_requests_against_a_serial_listing(int pages)
    {
        int blocks = Math.Min(pages * PageSize, DiskShapes.LargestVolume);
        (string Name, Func<SimulatedDisk> Make)[] shapes =
        [
            ("all changed", () => DiskShapes.Make(blocks, _ => true, _ => true)),
            ("1 % scattered", () => DiskShapes.Scattered(blocks, 0.01, 1)),
            ("0.01 % scattered", () => DiskShapes.Scattered(blocks, 0.0001, 1)),
            ("first half unwritten, rest changed",
                () => DiskShapes.Make(blocks, index => index >= blocks / 2, _ => true)),
            ("second half unwritten, rest changed",
                () => DiskShapes.Make(blocks, index => index < blocks / 2, _ => true)),
            ("extents of 2,000, half unwritten, all changed",
                () => DiskShapes.Make(blocks, Extents(blocks, 2_000), _ => true)),
            ("extents of 20,000, half unwritten, all changed",
                () => DiskShapes.Make(blocks, Extents(blocks, 20_000), _ => true)),
            ("0.01 % in runs, one a 13 windows",
                () => DiskShapes.Clustered(blocks, 0.0001, Math.Max(1, pages * 1000 / 13_422), 1)),
            ("0.01 % in runs, one a 134 windows",
                () => DiskShapes.Clustered(blocks, 0.0001, Math.Max(1, pages * 100 / 13_422), 1)),
            ("5 windows changed, 5 not",
                () => DiskShapes.Make(blocks, _ => true, index => index / PageSize / 5 % 2 == 0)),
            ("50 windows changed, 50 not",
                () => DiskShapes.Make(blocks, _ => true, index => index / PageSize / 50 % 2 == 0)),
            ("mixed", () => DiskShapes.Mixed(blocks, PageSize, 1)),
            ("last block only", () => DiskShapes.Make(blocks, _ => true, index => index == blocks - 1)),
            ("no change", () => DiskShapes.Make(blocks, _ => true, _ => false)),
        ];
        output.WriteLine(
            $"{"shape",-48} {"windows",-10} {"serial",7} {"seconds",8} {"requests",8} {"seconds",8} {"ratio",7} "
            + $"{"speed-up",8} {"wall/(requests/48)",18} {"held/page",9}");
        foreach ((string name, Func<SimulatedDisk> make) in shapes)
        {
            SimulatedDisk disk = make();
            foreach (double shortWindows in (double[])[0, 0.1, 0.5])
            {
                output.WriteLine(Row(name, disk, shortWindows));
            }
        }
    }

    private static string Row(string name, SimulatedDisk disk, double shortWindows)
    {
        (SimulatedListing serial, int serialRequests) = Run(disk, shortWindows, 1);
        (SimulatedListing ahead, int requests) = Run(disk, shortWindows, 16);
        string windows = shortWindows == 0 ? "full" : $"{shortWindows:P0} short";
        double overFloor = ahead.Elapsed.TotalSeconds * ListQuota.DefaultPace.Highest / requests;
        double held = ahead.MostWaitingBlocks / (double)PageSize;
        return $"{name,-48} {windows,-10} {serialRequests,7} {serial.Elapsed.TotalSeconds,8:0} {requests,8} "
            + $"{ahead.Elapsed.TotalSeconds,8:0} {(double)requests / serialRequests,7:0.000} "
            + $"{serial.Elapsed / ahead.Elapsed,8:0.00} {overFloor,18:0.00} {held,9:0.0}";
    }

    private static (SimulatedListing Listing, int Requests) Run(
        SimulatedDisk disk, double shortWindows, int parallelism)
    {
        var clock = new SimulatedClock();
        var service = new SimulatedService(disk, clock, 1) { ShortWindows = shortWindows };
        long count = 0;
        SimulatedListing listing = new SimulatedListing(service, clock)
        {
            Parallelism = parallelism,
            Use = page => count += page.Blocks.Count,
        }.Run();
        Assert.Null(listing.Failure);
        Assert.Equal(disk.ChangedCount, count);
        Assert.Equal(service.Requests.Count, listing.CostTold.Requests);
        return (listing, service.Requests.Count);
    }

    private static Func<int, bool> Extents(int blocks, int mean)
    {
        var random = new Random(1);
        int end = 0;
        bool isWritten = false;
        return index =>
        {
            if (index >= end)
            {
                isWritten = !isWritten;
                end = index + 1 + random.Next(2 * mean);
            }

            return isWritten;
        };
    }
}
