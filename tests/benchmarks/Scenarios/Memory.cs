using Benchmarks.Contenders;

namespace Benchmarks.Scenarios;

/// <summary>Whether memory grows with the blocks.</summary>
internal static class Memory
{
    private static readonly int[] Sizes = [1_000_000, 2_000_000, 13_421_773, 134_217_728];

    public static async Task RunAsync()
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (int blocks in Sizes)
        {
            await using EndpointProcess server = await EndpointProcess.StartDenseAsync(blocks);
            Cost empty = (await Contender
                .Module("", "Measure-EbsSnapshotDelta snap-a snap-c -RequestsPerSecond 100000")
                .RunAsync(server.Endpoint))!;
            Cost cost = (await Contender
                .Module("", "Measure-EbsSnapshotDelta snap-a snap-b -RequestsPerSecond 100000")
                .RunAsync(server.Endpoint))!;
            rows.Add(
            [
                blocks.ToString("#,0", System.Globalization.CultureInfo.InvariantCulture),
                Table.Number(cost.PeakBytes / 1e6, "0"), Table.Number(cost.Seconds, "0.0"),
                Table.Number(cost.Blocks / cost.Seconds, "#,0"),
                Table.Number((cost.CpuSeconds - empty.CpuSeconds) * 1e6 / cost.Blocks),
            ]);
        }

        Table.Print(
            "Measure-EbsSnapshotDelta on dense blocks, pages rendered anew",
            ["blocks", "peak MB", "seconds", "blocks/s", "CPU µs/block"],
            rows);
    }
}
