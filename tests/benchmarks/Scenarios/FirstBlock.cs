using Benchmarks.Contenders;

namespace Benchmarks.Scenarios;

/// <summary>
/// How long somebody at a prompt waits: from loading the client, in an engine that has started, to the first page's
/// first block.
/// </summary>
internal static class FirstBlock
{
    private const int Runs = 7;

    public static async Task RunAsync()
    {
        await using EndpointProcess server = await EndpointProcess.StartAsync(
            "--snapshot", "snap-a=synthetic:8GiB", "--snapshot", "snap-b=snap-a,changed=all", "--page-cache", "10");
        Contender[] contenders =
        [
            Contender.Module(
                "Import-Module, Get-EbsChangedBlock",
                "do { Get-EbsChangedBlock snap-a snap-b | Measure-Sink -Enough 1 | ForEach-Object { break } } "
                    + "while ($false)"),
            Contender.JavaScript("snap-a", "snap-b"),
            Contender.Boto3("snap-a", "snap-b"),
        ];
        var seconds = contenders.ToDictionary(contender => contender, _ => new List<double>());
        for (int run = 0; run <= Runs; run++)
        {
            foreach (Contender contender in contenders)
            {
                // The first run warms the disk's cache and the server.
                if (await contender.RunAsync(server.Endpoint) is Cost cost && run > 0)
                {
                    seconds[contender].Add(cost.FirstSeconds);
                }
            }
        }

        Table.Print(
            $"From loading the client to the first block, median of {Runs}",
            ["client", "seconds", "fastest", "slowest"],
            seconds.Where(row => row.Value.Count > 0).Select(row => (IReadOnlyList<string>)
            [
                row.Key.Name, Table.Number(row.Value.Order().ElementAt(Runs / 2)), Table.Number(row.Value.Min()),
                Table.Number(row.Value.Max()),
            ]));
    }
}
