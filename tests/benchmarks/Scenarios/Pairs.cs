using Benchmarks.Contenders;

namespace Benchmarks.Scenarios;

/// <summary>Many small pairs: a nightly report over a fleet.</summary>
internal static class Pairs
{
    private const int Count = 100;
    private const int PagesEach = 4;
    private const int RequestsPerSecond = 40;

    public static async Task RunAsync(string latency)
    {
        string[] snapshots = [.. Enumerable.Range(0, Count).SelectMany(number => new[]
        {
            "--snapshot", $"snap-{number:x4}a=synthetic:64TiB,written=0-{(PagesEach * 10_000) - 1}",
            "--snapshot", $"snap-{number:x4}b=snap-{number:x4}a,changed=10%",
        })];
        await using EndpointProcess server = await EndpointProcess.StartAsync(
            [.. snapshots, "--latency", latency, "--quota", "50"]);
        const string Script = """
            $pairs = 0..99 | ForEach-Object {
                [pscustomobject]@{ FirstSnapshotId = 'snap-{0:x4}a' -f $_; SecondSnapshotId = 'snap-{0:x4}b' -f $_ }
            }
            $deltas = $pairs | Measure-EbsSnapshotDelta
            $ordered = "$($deltas.SecondSnapshotId)" -eq "$($pairs.SecondSnapshotId)"
            $requests = 0; $deltas | ForEach-Object { $requests += $_.RequestCount }
            [pscustomobject]@{ ChangedCount = [long] ($ordered ? $deltas.Count : -1); RequestCount = $requests }
            """;
        Cost cost = (await Contender.Module("pairs", Script).RunAsync(server.Endpoint))!;
        Table.Print(
            $"{Count} pairs of {PagesEach} pages, latency {latency}, quota 50 requests/s",
            ["deltas in input order", "requests", "seconds", "÷ (requests ÷ R)"],
            [[
                $"{cost.Blocks}", $"{cost.Requests}", Table.Number(cost.Seconds),
                Table.Number(cost.Seconds * RequestsPerSecond / cost.Requests),
            ]]);
    }
}
