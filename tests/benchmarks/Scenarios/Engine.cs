using Benchmarks.Contenders;

namespace Benchmarks.Scenarios;

/// <summary>
/// What Get-EbsChangedBlock takes for what follows it in a pipeline, beside a compiled command that writes as many
/// objects and does nothing else.
/// </summary>
internal static class Engine
{
    private const int Runs = 3;

    public static async Task RunAsync(int blocks)
    {
        await using EndpointProcess server = await EndpointProcess.StartAsync(
            "--snapshot", $"snap-a=synthetic:64TiB,written=0-{blocks - 1}",
            "--snapshot", "snap-b=snap-a,changed=all",
            "--snapshot", "snap-c=snap-a,changed=none",
            "--page-cache", "2000");
        const string Get = "Get-EbsChangedBlock snap-a {0} -RequestsPerSecond 100000";
        (string Name, string Pipeline)[] shapes =
        [
            ("… | Out-Null", "{0} | Out-Null"),
            ("$x = …", "$x = {0}"),
            ("… | Where-Object ChangeType -eq Added", "{0} | Where-Object ChangeType -eq Added | Out-Null"),
        ];
        List<IReadOnlyList<string>> rows = [];
        foreach ((string name, string pipeline) in shapes)
        {
            List<(double Floor, double Ours)> pairs = [];
            for (int run = 0; run < Runs; run++)
            {
                pairs.Add((
                    await SecondsAsync(server, pipeline, "Write-FloorBlock 0", $"Write-FloorBlock {blocks}"),
                    await SecondsAsync(
                        server, pipeline, string.Format(null, Get, "snap-c"), string.Format(null, Get, "snap-b"))));
            }

            (double floor, double ours) = pairs.OrderBy(pair => pair.Ours / pair.Floor).ElementAt(Runs / 2);
            rows.Add([name, Table.Number(floor), Table.Number(ours), Table.Ratio(ours / floor)]);
        }

        Table.Print(
            $"{blocks:N0} objects, median of {Runs}, less what none takes",
            ["pipeline", "floor, seconds", "Get-EbsChangedBlock, seconds", "÷ floor"],
            rows);
        string five = $"$null = {string.Format(null, Get, "snap-b")} | Select-Object -First 5";
        Contender twice = Contender.Module(
            "",
            $"{five}; $watch = [System.Diagnostics.Stopwatch]::StartNew(); {five}; "
                + "[pscustomobject] @{ ChangedCount = [long] $watch.Elapsed.TotalMilliseconds }");
        Cost first = (await twice.RunAsync(server.Endpoint))!;
        Console.WriteLine($"\n… | Select-Object -First 5, the second time: {first.Blocks} ms");
    }

    private static async Task<double> SecondsAsync(
        EndpointProcess server, string pipeline, string nothing, string everything)
    {
        Cost empty = (await RunAsync(nothing))!;
        return (await RunAsync(everything))!.Seconds - empty.Seconds;

        Task<Cost?> RunAsync(string source) =>
            Contender.Module("", string.Format(null, pipeline, source)).RunAsync(server.Endpoint);
    }
}
