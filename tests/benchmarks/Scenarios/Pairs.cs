using Benchmarks.Contenders;
using LocalEbs.Signing;

namespace Benchmarks.Scenarios;

/// <summary>Many small pairs: a nightly report over a fleet.</summary>
internal static class Pairs
{
    private const int Count = 100;
    private const int PagesEach = 4;
    private const int RequestsPerSecond = 40;

    public static async Task RunAsync(string latency)
    {
        await using EndpointProcess server = await StartAsync(latency);
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

    /// <summary>As many pairs in each of several Regions, each with a quota of its own, beside those of one.</summary>
    public static async Task RunInRegionsAsync(int regions, string latency)
    {
        var servers = new List<EndpointProcess>();
        string profiles = Path.GetTempFileName();
        try
        {
            for (int region = 0; region < regions; region++)
            {
                servers.Add(await StartAsync(latency));
            }

            AccessCredential keys = AccessCredential.Example;
            await File.WriteAllLinesAsync(profiles, servers.SelectMany((server, region) => new[]
            {
                $"[region{region}]",
                $"aws_access_key_id = {keys.AccessKeyId}",
                $"aws_secret_access_key = {keys.SecretAccessKey}",
                $"endpoint_url = {server.Endpoint.GetLeftPart(UriPartial.Authority)}",
            }));
            Cost one = await RunAsync(1);
            int before = servers[0].Requests;
            Cost all = await RunAsync(regions);
            Table.Print(
                $"{Count} pairs of {PagesEach} pages in each Region, latency {latency}, quota 50 requests/s each",
                ["Regions", "in input order", "requests", "seconds", "÷ one", "a second, first", "last", "peak MB"],
                [
                    [
                        "1", $"{one.Blocks}", $"{one.Requests}", Table.Number(one.Seconds), "1.00",
                        Rate(before, one), "", Peak(one),
                    ],
                    [
                        $"{regions}", $"{all.Blocks}", $"{all.Requests}", Table.Number(all.Seconds),
                        Table.Ratio(all.Seconds / one.Seconds), Rate(servers[0].Requests - before, all),
                        Rate(servers[^1].Requests, all), Peak(all),
                    ],
                ]);
        }
        finally
        {
            File.Delete(profiles);
            foreach (EndpointProcess server in servers)
            {
                await server.DisposeAsync();
            }
        }

        static string Peak(Cost cost) => Table.Number(cost.PeakBytes / 1e6, "0");

        static string Rate(int requests, Cost cost) => Table.Number(requests / cost.Seconds);

        async Task<Cost> RunAsync(int regions) => (await Contender.Module(
            "pairs",
            $$"""
            Remove-Item Env:AWS_ENDPOINT_URL_EBS, Env:AWS_ACCESS_KEY_ID, Env:AWS_SECRET_ACCESS_KEY
            $pairs = foreach ($region in 0..{{regions - 1}}) {
                0..{{Count - 1}} | ForEach-Object {
                    [pscustomobject]@{
                        ProfileName = "region$region"; First = 'snap-{0:x4}a' -f $_; Second = 'snap-{0:x4}b' -f $_
                    }
                }
            }
            $deltas = $pairs | Measure-EbsSnapshotDelta -ProfileLocation '{{profiles}}'
            $ordered = "$($deltas.ForEach{ $_.ProfileName + $_.SecondSnapshotId })" -eq
                "$($pairs.ForEach{ $_.ProfileName + $_.Second })"
            $requests = 0; $deltas | ForEach-Object { $requests += $_.RequestCount }
            [pscustomobject]@{ ChangedCount = [long] ($ordered ? $deltas.Count : -1); RequestCount = $requests }
            """).RunAsync(servers[0].Endpoint))!;
    }

    private static Task<EndpointProcess> StartAsync(string latency)
    {
        string[] snapshots = [.. Enumerable.Range(0, Count).SelectMany(number => new[]
        {
            "--snapshot", $"snap-{number:x4}a=synthetic:64TiB,written=0-{(PagesEach * 10_000) - 1}",
            "--snapshot", $"snap-{number:x4}b=snap-{number:x4}a,changed=1%",
        })];
        return EndpointProcess.StartAsync([.. snapshots, "--latency", latency, "--quota", "50", "--log"]);
    }
}
