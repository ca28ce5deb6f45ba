using Benchmarks.Contenders;

namespace Benchmarks.Scenarios;

/// <summary>Dense blocks without latency or quota: what a client costs by itself.</summary>
internal static class Throughput
{
    public static async Task RunAsync(int blocks)
    {
        await using EndpointProcess server = await EndpointProcess.StartDenseAsync(blocks, "--page-cache", "2000");
        Func<string, Contender>[] contenders =
        [
            second => Contender.Floor("snap-a", second),
            second => Contender.Module(
                "Measure-EbsSnapshotDelta", $"Measure-EbsSnapshotDelta snap-a {second} -RequestsPerSecond 100000"),
            second => Contender.Module(
                "Get-EbsChangedBlock | compiled sink",
                $"Get-EbsChangedBlock snap-a {second} -RequestsPerSecond 100000 | Measure-Sink"),
            second => Contender.Module(
                "Get-EbsChangedBlock | Out-Null",
                $"Get-EbsChangedBlock snap-a {second} -RequestsPerSecond 100000 | Out-Null"),
            second => Contender.JavaScript("snap-a", second),
            second => Contender.Boto3("snap-a", second),
        ];
        await contenders[0]("snap-b").RunAsync(server.Endpoint);
        List<Row> rows = [];
        foreach (Func<string, Contender> contender in contenders)
        {
            if (await MeasureAsync(server, contender, blocks) is Row row)
            {
                rows.Add(row);
            }
        }

        TimeSpan before = server.Cpu;
        // Starts anew for each page, so that nothing of it is taken off as its start.
        if (await Contender.AwsCli("snap-a", "snap-b").RunAsync(server.Endpoint) is Cost cli)
        {
            rows.Add(new Row("AWS CLI, a call a page (20 pages)", cli, null, server.Cpu - before));
        }

        Row floor = rows[0];
        double boto3 = rows.Find(row => row.Name.StartsWith("boto3", StringComparison.Ordinal))?.BlocksPerSecond
            ?? double.NaN;
        double javaScript =
            rows.Find(row => row.Name.StartsWith("JavaScript", StringComparison.Ordinal))?.BlocksPerSecond
                ?? double.NaN;
        Table.Print(
            $"{blocks:N0} dense blocks, no latency, no quota",
            ["client", "CPU µs/block", "× floor", "blocks/s", "× boto3", "× JavaScript", "peak MB", "server CPU s"],
            rows.Select(row => (IReadOnlyList<string>)
            [
                row.Name, Table.Number(row.CpuMicrosecondsPerBlock),
                Table.Ratio(row.CpuMicrosecondsPerBlock / floor.CpuMicrosecondsPerBlock),
                Table.Number(row.BlocksPerSecond, "#,0"), Table.Ratio(row.BlocksPerSecond / boto3),
                Table.Ratio(row.BlocksPerSecond / javaScript),
                Table.Number(row.Cost.PeakBytes / 1e6, "0"), Table.Number(row.ServerCpu.TotalSeconds),
            ]));
    }

    private static async Task<Row?> MeasureAsync(EndpointProcess server, Func<string, Contender> contender, long blocks)
    {
        if (await contender("snap-c").RunAsync(server.Endpoint) is not Cost empty)
        {
            return null;
        }

        TimeSpan before = server.Cpu;
        Cost cost = (await contender("snap-b").RunAsync(server.Endpoint))!;
        return new Row(contender("snap-b").Name, cost with { Blocks = blocks }, empty, server.Cpu - before);
    }
}
