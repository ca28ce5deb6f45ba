using Benchmarks.Contenders;

namespace Benchmarks.Scenarios;

/// <summary>A snapshot read into an image: what it costs by itself, and how near it comes to its rate.</summary>
internal static class Reading
{
    private delegate Contender Reader(string image, params string[] snapshots);

    public static async Task RunAsync(int blocks)
    {
        string folder = Directory.CreateTempSubdirectory("reading").FullName;
        try
        {
            await CompareAsync(folder, blocks);
            await PaceAsync(folder, blocks);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CompareAsync(string folder, int blocks)
    {
        await using EndpointProcess server = await EndpointProcess.StartBlocksAsync(blocks);
        Reader[] contenders =
        [
            Contender.ReadFloor,
            (image, snapshots) => Save("Save-EbsSnapshotImage", "-BlocksPerSecond 100000", image, snapshots),
            (image, snapshots) =>
                Save("the same, 16 in flight", "-BlocksPerSecond 100000 -ThrottleLimit 16", image, snapshots),
            Contender.Boto3Read,
        ];
        await ReadAsync(contenders[0], folder, server);
        List<Row> rows = [];
        foreach (Reader contender in contenders)
        {
            if (await ReadAsync(contender, folder, server) is Row row)
            {
                rows.Add(row with { Cost = row.Cost with { Blocks = blocks } });
            }
        }

        Row floor = rows[0];
        Row? boto3 = rows.Find(row => row.Name.StartsWith("boto3", StringComparison.Ordinal));
        Table.Print(
            $"{blocks:N0} blocks of a snapshot, read, checked and written to a sparse file; no latency, no quota",
            ["client", "MB/s", "× boto3", "CPU µs/block", "÷ boto3", "÷ floor", "peak MB", "server CPU µs/block"],
            rows.Select(row => (IReadOnlyList<string>)
            [
                row.Name, Table.Number(row.BlocksPerSecond * BlockServer.BlockSize / 1e6, "0"),
                Table.Ratio(row.BlocksPerSecond / boto3?.BlocksPerSecond ?? double.NaN),
                Table.Number(row.CpuMicrosecondsPerBlock, "0"),
                Table.Ratio(row.CpuMicrosecondsPerBlock / boto3?.CpuMicrosecondsPerBlock ?? double.NaN),
                Table.Ratio(row.CpuMicrosecondsPerBlock / floor.CpuMicrosecondsPerBlock),
                Table.Number(row.Cost.PeakBytes / 1e6, "0"),
                Table.Number(row.ServerCpu.TotalMicroseconds / row.Cost.Blocks, "0"),
            ]));
    }

    private static async Task PaceAsync(string folder, int blocks)
    {
        (string Name, int LatencyMilliseconds, string Parameters)[] cases =
        [
            ("800 a second, unless told otherwise", 0, ""),
            ("the same, 100 ms", 100, ""),
            ("1,200 asked for of 1,000", 0, "-BlocksPerSecond 1200"),
        ];
        List<IReadOnlyList<string>> rows = [];
        foreach ((string name, int latency, string parameters) in cases)
        {
            await using EndpointProcess server =
                await EndpointProcess.StartBlocksAsync(blocks, latency, quota: 1_000);
            Row row = (await ReadAsync(
                (image, snapshots) => Save(name, parameters, image, snapshots), folder, server))!;
            rows.Add(
            [
                name, Table.Number(blocks / row.Seconds, "0"), $"{row.Cost.Requests:N0}",
                $"{100.0 * row.Cost.Throttles / row.Cost.Requests:0.0} %",
                Table.Number(row.Cost.PeakBytes / 1e6, "0"),
            ]);
        }

        Table.Print(
            $"{blocks:N0} blocks under a quota of 1,000 a second, 64 in flight",
            ["asked for", "blocks/s", "requests", "throttled", "peak MB"],
            rows);
    }

    private static Contender Save(string name, string parameters, string image, string[] snapshots) =>
        Contender.Module(
            name,
            $"foreach ($id in '{string.Join("', '", snapshots)}') {{ "
                + $"Save-EbsSnapshotImage $id '{image}' -PassThru {parameters}; "
                + $"Remove-Item '{image}', '{image}.ebsstate' }}");

    /// <summary>
    /// Reads it twice, and once with the snapshot of one block: the difference is a reading in which nothing is any
    /// more compiled.
    /// </summary>
    private static async Task<Row?> ReadAsync(Reader reader, string folder, EndpointProcess server)
    {
        string image = Path.Combine(folder, "image");
        Contender once = reader(image, "snap-b", "snap-c");
        if (await once.RunAsync(server.Endpoint) is not Cost warm)
        {
            return null;
        }

        TimeSpan before = server.Cpu;
        Cost cost = (await reader(image, "snap-b", "snap-b").RunAsync(server.Endpoint))!;
        return new Row(once.Name, cost, warm, (server.Cpu - before) / 2);
    }
}
