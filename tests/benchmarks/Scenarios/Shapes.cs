using System.Globalization;
using Benchmarks.Contenders;

namespace Benchmarks.Scenarios;

/// <summary>One large pair in several shapes: looking ahead against listing page after page.</summary>
internal static class Shapes
{
    private static readonly (string Name, string Written, string Changed)[] All =
    [
        ("all changed", "0-{0}", "all"),
        ("1 % scattered", "0-{0}", "1%"),
        ("0.01 % scattered", "0-{0}", "0.01%"),
        ("half unwritten, rest changed", "0-{0}", "all"),
        ("no change", "0-{0}", "none"),
        ("0.01 % in runs of 1,000", "0-{0}", "0.01%/1000"),
        ("mixed: hot areas at 30 %, else 0.02 %", "0-{0}", "30%@10%/20000+0.02%"),
    ];

    public static async Task RunAsync(int pages, string latency)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach ((string name, string written, string changed) in All)
        {
            int blocks = name.StartsWith("half", StringComparison.Ordinal) ? pages * 5_000 : pages * 10_000;
            string volume = string.Format(CultureInfo.InvariantCulture, written, blocks - 1);
            string[] snapshots = ["--snapshot", $"snap-a=synthetic:{GiB(pages)}GiB,written={volume}", "--snapshot", $"snap-b=snap-a,changed={changed}", "--page-cache", "3000"];
            await using EndpointProcess server = await EndpointProcess.StartAsync([.. snapshots, "--latency", latency]);
            // Both wait nearly all of the time, so that one does not slow the other.
            Task<Cost?> serial = Contender.Module("serial", "Measure-EbsSnapshotDelta snap-a snap-b -ThrottleLimit 1").RunAsync(server.Endpoint);
            Task<Cost?> ahead = Contender.Module("ahead", "Measure-EbsSnapshotDelta snap-a snap-b").RunAsync(server.Endpoint);
            (Cost one, Cost many) = ((await serial)!, (await ahead)!);
            rows.Add(
            [
                name, one.Requests.ToString("#,0", CultureInfo.InvariantCulture), Table.Number(one.Seconds, "0.0"),
                many.Requests.ToString("#,0", CultureInfo.InvariantCulture), Table.Number(many.Seconds, "0.0"),
                Table.Number((double)many.Requests / one.Requests), Table.Ratio(one.Seconds / many.Seconds), one.Blocks == many.Blocks ? "same" : "DIFFERENT",
            ]);
        }

        Table.Print(
            $"One pair of {pages:N0} pages, latency {latency}: -ThrottleLimit 1 against the default",
            ["shape", "requests, serial", "seconds", "requests, ahead", "seconds", "requests ratio", "speed-up", "figures"],
            rows);
    }

    private static long GiB(int pages) => ((pages * 10_000L) + 2047) / 2048;
}
