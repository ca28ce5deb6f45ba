using Benchmarks.Contenders;

namespace Benchmarks.Scenarios;

/// <summary>
/// The account's quota of 50 requests a second while somebody else takes 30 of them: 20 are left, and 40 are asked for.
/// </summary>
internal static class SharedQuota
{
    private const int OtherRate = 30;
    private const int OtherSeconds = 60;

    public static async Task RunAsync(int pages)
    {
        long size = ((pages * 10_000L) + 2047) / 2048;
        string[] snapshots =
        [
            "--snapshot", $"snap-a=synthetic:{size}GiB",
            "--snapshot", "snap-b=snap-a,changed=1%",
            "--snapshot", "snap-c=snap-a,changed=none",
        ];
        await using EndpointProcess free = await EndpointProcess.StartAsync(snapshots);
        Cost truth = (await Contender
            .Module("", "Measure-EbsSnapshotDelta snap-a snap-b -RequestsPerSecond 100000")
            .RunAsync(free.Endpoint))!;

        await using EndpointProcess limited = await EndpointProcess.StartAsync(
            [.. snapshots, "--latency", "100ms", "--quota", "50"]);
        Task<Cost?> theirs = Contender.Steady("snap-a", "snap-c", OtherRate, OtherSeconds).RunAsync(limited.Endpoint);
        Cost ours = (await Contender.Module("", "Measure-EbsSnapshotDelta snap-a snap-b").RunAsync(limited.Endpoint))!;
        Cost other = (await theirs)!;
        Table.Print(
            $"{pages:N0} pages, latency 100 ms, quota 50 requests/s, "
                + $"of which another client asks for {OtherRate} during {OtherSeconds} s",
            [
                "our requests", "seconds", "requests/s", "of them throttled", "blocks", "their requests",
                "of them answered",
            ],
            [[
                $"{ours.Requests:N0}", Table.Number(ours.Seconds), Table.Number(ours.Requests / ours.Seconds),
                $"{(double)ours.Throttles / ours.Requests:P1}",
                ours.Blocks == truth.Blocks ? "all" : "DIFFERENT", $"{other.Requests:N0}",
                $"{(double)other.Blocks / other.Requests:P1}",
            ]]);
    }
}
