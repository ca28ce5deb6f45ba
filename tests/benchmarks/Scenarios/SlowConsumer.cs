using Benchmarks.Contenders;

namespace Benchmarks.Scenarios;

/// <summary>A consumer that takes its time: the listing has to wait for it, and not to pile up.</summary>
internal static class SlowConsumer
{
    private const int Taken = 25_000;

    public static async Task RunAsync()
    {
        await using EndpointProcess server = await EndpointProcess.StartAsync(
            "--snapshot", "snap-a=synthetic:1TiB", "--snapshot", "snap-b=snap-a,changed=all", "--log");
        var rows = new List<IReadOnlyList<string>>();
        foreach (int milliseconds in (int[])[0, 1])
        {
            int before = server.Requests;
            Cost cost = (await Contender
                .Module("", $$"""
                    do {
                        Get-EbsChangedBlock snap-a snap-b |
                            Measure-Sink -Enough {{Taken}} -Milliseconds {{milliseconds}} |
                            ForEach-Object { break }
                    } while ($false)
                    """)
                .RunAsync(server.Endpoint))!;
            rows.Add(
            [
                $"{milliseconds} ms a block", $"{cost.Blocks:N0}", Table.Number(cost.Seconds),
                $"{server.Requests - before}", Table.Number(cost.PeakBytes / 1e6, "0"),
            ]);
        }

        Table.Print(
            "Get-EbsChangedBlock into a slow consumer, dense blocks, no latency",
            ["consumer", "blocks taken", "seconds", "requests", "peak MB"],
            rows);
    }
}
