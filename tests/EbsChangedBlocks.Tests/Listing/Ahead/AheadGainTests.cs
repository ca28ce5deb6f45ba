using EbsChangedBlocks.Tests.Listing.Simulation;

namespace EbsChangedBlocks.Tests.Listing.Ahead;

/// <summary>What looking ahead is for: how much sooner a listing of 1,342 windows ends, in simulated time.</summary>
public class AheadGainTests
{
    private const int PageSize = 1_000;
    private const int Blocks = 1_342 * PageSize;

    [Theory]
    [InlineData("all changed", 7.5)]
    [InlineData("a tenth scattered", 4.5)]
    [InlineData("one a window scattered", 4.4)]
    [InlineData("half unwritten, rest changed", 7)]
    [InlineData("five windows changed, five not", 2.7)]
    [InlineData("none changed", 0.95)]
    public void Listings_end_sooner_by(string shape, double atLeast)
    {
        SimulatedDisk disk = shape switch
        {
            "all changed" => DiskShapes.Make(Blocks, _ => true, _ => true),
            "a tenth scattered" => DiskShapes.Scattered(Blocks, 0.1, 1),
            "one a window scattered" => DiskShapes.Scattered(Blocks, 1.0 / PageSize, 1),
            "half unwritten, rest changed" => DiskShapes.Make(Blocks, index => index >= Blocks / 2, _ => true),
            "five windows changed, five not" =>
                DiskShapes.Make(Blocks, _ => true, index => index / PageSize / 5 % 2 == 0),
            _ => DiskShapes.Make(Blocks, _ => true, _ => false),
        };

        Assert.InRange(Elapsed(disk, 1) / Elapsed(disk, 16), atLeast, 20);
    }

    private static TimeSpan Elapsed(SimulatedDisk disk, int parallelism)
    {
        var clock = new SimulatedClock();
        return new SimulatedListing(new SimulatedService(disk, clock, 1), clock)
        {
            Parallelism = parallelism,
            PageSize = PageSize,
        }.Run().Elapsed;
    }
}
