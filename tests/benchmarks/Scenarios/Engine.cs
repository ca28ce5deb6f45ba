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
        await using EndpointProcess server = await EndpointProcess.StartDenseAsync(blocks, "--page-cache", "2000");
        List<IReadOnlyList<string>> rows = [];
        foreach (string shape in (string[])["… | Out-Null", "$x = …", "… | Where-Object ChangeType -eq Added"])
        {
            List<(double Floor, double Ours)> pairs = [];
            for (int run = 0; run < Runs; run++)
            {
                pairs.Add((
                    await SecondsAsync(server, shape, "Write-FloorBlock 0", $"Write-FloorBlock {blocks}"),
                    await SecondsAsync(server, shape, Get("snap-c"), Get("snap-b"))));
            }

            (double floor, double ours) = pairs.OrderBy(pair => pair.Ours / pair.Floor).ElementAt(Runs / 2);
            rows.Add([shape, Table.Number(floor), Table.Number(ours), Table.Ratio(ours / floor)]);
        }

        Table.Print(
            $"{blocks:N0} objects, median of {Runs}, less what none takes",
            ["pipeline", "floor, seconds", "Get-EbsChangedBlock, seconds", "÷ floor"],
            rows);
        string five = $"$null = {Get("snap-b")} | Select-Object -First 5";
        Contender twice = Contender.Module(
            "",
            $"{five}; $watch = [System.Diagnostics.Stopwatch]::StartNew(); {five}; "
                + "[pscustomobject] @{ ChangedCount = [long] $watch.Elapsed.TotalMilliseconds }");
        Cost first = (await twice.RunAsync(server.Endpoint))!;
        Console.WriteLine($"\n… | Select-Object -First 5, the second time: {first.Blocks} ms");
    }

    private static string Get(string second) => $"Get-EbsChangedBlock snap-a {second} -RequestsPerSecond 100000";

    /// <param name="server">What is asked.</param>
    /// <param name="shape">The pipeline, in which … stands for its source.</param>
    /// <param name="nothing">A source of nothing, which stands for starting up.</param>
    /// <param name="everything">The source.</param>
    private static async Task<double> SecondsAsync(
        EndpointProcess server, string shape, string nothing, string everything)
    {
        Cost empty = (await RunAsync(nothing))!;
        return (await RunAsync(everything))!.Seconds - empty.Seconds;

        Task<Cost?> RunAsync(string source) =>
            Contender.Module("", shape.Replace("…", source)).RunAsync(server.Endpoint);
    }
}
