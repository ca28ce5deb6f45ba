using System.Globalization;
using Benchmarks.Contenders;

namespace Benchmarks.Scenarios;

/// <summary>
/// One large pair in several shapes, with full and with short windows: looking ahead against listing page after page.
/// </summary>
internal static class Shapes
{
    /// <summary>All but the dense ones wait nearly all of the time, so that one does not slow the other.</summary>
    private const int AtOnce = 4;

    private const int DenseAtOnce = 1;

    private static readonly (string Name, string Written, string Changed)[] Dense =
    [
        ("all changed", "all", "all"),
        ("first half unwritten, rest changed", "50%-100%", "all"),
    ];

    private static readonly (string Name, string Written, string Changed)[] Sparse =
    [
        ("1 % scattered", "all", "1%"),
        ("0.01 % scattered", "all", "0.01%"),
        ("no change", "all", "none"),
        ("0.01 % in runs of 1,000", "all", "0.01%/1000"),
        ("mixed: hot areas at 30 %, else 0.02 %", "all", "30%@10%/20000+0.02%"),
        ("one change, at the end", "all", "last"),
    ];

    public static async Task RunAsync(int pages, string latency)
    {
        await RunDenseAsync(pages, latency);
        Print(await CompareAsync(Sparse, AtOnce, pages, latency), pages, latency);
    }

    public static async Task RunDenseAsync(int pages, string latency) =>
        Print(await CompareAsync(Dense, DenseAtOnce, pages, latency), pages, latency);

    private static void Print(IReadOnlyList<string>[] rows, int pages, string latency) => Table.Print(
        $"One pair of {GiB(pages):N0} GiB ({pages:N0} full windows), latency {latency}: "
            + "-ThrottleLimit 1 against the default",
        [
            "shape", "short windows", "requests, serial", "seconds", "requests, ahead", "seconds", "requests ratio",
            "speed-up", "figures",
        ],
        rows);

    private static async Task<IReadOnlyList<string>[]> CompareAsync(
        (string Name, string Written, string Changed)[] shapes, int atOnce, int pages, string latency)
    {
        (int Shape, double ShortWindows)[] runs =
            [.. from shape in Enumerable.Range(0, shapes.Length)
                from shortWindows in (double[])[0, 0.5]
                select (shape, shortWindows)];
        var rows = new IReadOnlyList<string>[runs.Length];
        await Parallel.ForAsync(
            0,
            runs.Length,
            new ParallelOptions { MaxDegreeOfParallelism = atOnce },
            async (number, _) => rows[number] = await CompareAsync(
                shapes[runs[number].Shape], runs[number].ShortWindows, pages, latency));
        return rows;
    }

    private static async Task<IReadOnlyList<string>> CompareAsync(
        (string Name, string Written, string Changed) shape, double shortWindows, int pages, string latency)
    {
        await using EndpointProcess server = await EndpointProcess.StartAsync(
            "--snapshot", $"snap-a=synthetic:{GiB(pages)}GiB,written={shape.Written}",
            "--snapshot", $"snap-b=snap-a,changed={shape.Changed}",
            "--short-windows", shortWindows.ToString(CultureInfo.InvariantCulture), "--latency", latency);
        Task<Cost?> serial = Contender
            .Module("serial", "Measure-EbsSnapshotDelta snap-a snap-b -ThrottleLimit 1")
            .RunAsync(server.Endpoint);
        Task<Cost?> ahead = Contender
            .Module("ahead", "Measure-EbsSnapshotDelta snap-a snap-b")
            .RunAsync(server.Endpoint);
        (Cost one, Cost many) = ((await serial)!, (await ahead)!);
        return
        [
            shape.Name, shortWindows.ToString("P0", CultureInfo.InvariantCulture),
            one.Requests.ToString("#,0", CultureInfo.InvariantCulture), Table.Number(one.Seconds, "0.0"),
            many.Requests.ToString("#,0", CultureInfo.InvariantCulture), Table.Number(many.Seconds, "0.0"),
            Table.Number((double)many.Requests / one.Requests), Table.Ratio(one.Seconds / many.Seconds),
            one.Blocks == many.Blocks ? "same" : "DIFFERENT",
        ];
    }

    private static long GiB(int pages) => ((pages * 10_000L) + 2047) / 2048;
}
