using System.Globalization;
using Benchmarks.Contenders;

namespace Benchmarks.Scenarios;

/// <summary>Dense blocks as far away as a Region is, under the account's quota of 50 requests a second.</summary>
internal static class Quota
{
    private const int PerSecond = 50;
    private const int PageSize = 10_000;

    public static async Task RunAsync(int blocks, string latency)
    {
        await using EndpointProcess server = await EndpointProcess.StartDenseAsync(blocks, "--page-cache", "2000");
        await Contender.Floor("snap-a", "snap-b").RunAsync(server.Endpoint);
        await using EndpointProcess limited = await EndpointProcess.StartDenseAsync(
            blocks, "--page-cache", "2000", "--latency", latency, "--quota", $"{PerSecond}");
        Contender[] contenders =
        [
            Contender.Module("Measure-EbsSnapshotDelta", "Measure-EbsSnapshotDelta snap-a snap-b"),
            Contender.Module("Get-EbsChangedBlock | Out-Null", "Get-EbsChangedBlock snap-a snap-b | Out-Null"),
            Contender.JavaScript("snap-a", "snap-b"),
            Contender.Boto3("snap-a", "snap-b"),
        ];
        List<(string Name, Cost Cost)> rows = [];
        foreach (Contender contender in contenders)
        {
            if (await contender.RunAsync(limited.Endpoint) is Cost cost)
            {
                rows.Add((contender.Name, cost));
            }
        }

        int pages = (blocks + PageSize - 1) / PageSize;
        double boto3 = rows.Find(row => row.Name.StartsWith("boto3", StringComparison.Ordinal)).Cost?.Seconds
            ?? double.NaN;
        double javaScript = rows.Find(row => row.Name.StartsWith("JavaScript", StringComparison.Ordinal)).Cost?.Seconds
            ?? double.NaN;
        Table.Print(
            $"{blocks:N0} dense blocks ({pages} pages), latency {latency}, quota {PerSecond} requests/s",
            ["client", "seconds", "÷ (pages ÷ quota)", "faster than boto3", "faster than JavaScript", "requests"],
            rows.Select(row => (IReadOnlyList<string>)
            [
                row.Name, Table.Number(row.Cost.Seconds), Table.Number(row.Cost.Seconds * PerSecond / pages),
                Table.Ratio(boto3 / row.Cost.Seconds), Table.Ratio(javaScript / row.Cost.Seconds),
                row.Cost.Requests > 0 ? row.Cost.Requests.ToString(CultureInfo.InvariantCulture) : "",
            ]));
    }
}
