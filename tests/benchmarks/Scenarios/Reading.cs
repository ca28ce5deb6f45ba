using System.Security.Cryptography;
using Benchmarks.Contenders;

namespace Benchmarks.Scenarios;

/// <summary>A snapshot read into an image: what it costs by itself, and how near it comes to its rate.</summary>
internal static class Reading
{
    private const int BlockSize = 512 * 1024;

    public static async Task RunAsync(int blocks)
    {
        string folder = Directory.CreateTempSubdirectory("reading").FullName;
        try
        {
            string volume = Path.Combine(folder, "volume.img");
            string small = Path.Combine(folder, "small.img");
            Fill(volume, blocks);
            Fill(small, 1);
            string[] snapshots = ["--snapshot", $"snap-b={volume}", "--snapshot", $"snap-c={small}"];
            await CompareAsync(snapshots, folder, blocks);
            await PaceAsync(snapshots, folder, blocks);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task CompareAsync(string[] snapshots, string folder, int blocks)
    {
        await using EndpointProcess server = await EndpointProcess.StartAsync(snapshots);
        Func<string, string, Contender>[] contenders =
        [
            Contender.ReadFloor,
            (snapshot, image) => Save("Save-EbsSnapshotImage", snapshot, image, "-BlocksPerSecond 100000"),
            (snapshot, image) =>
                Save("the same, 16 in flight", snapshot, image, "-BlocksPerSecond 100000 -ThrottleLimit 16"),
            Contender.Boto3Read,
        ];
        await ReadAsync(image => contenders[0]("snap-b", image), folder, server);
        List<Row> rows = [];
        foreach (Func<string, string, Contender> contender in contenders)
        {
            if (await ReadAsync(image => contender("snap-c", image), folder, server) is not Cost empty)
            {
                continue;
            }

            TimeSpan before = server.Cpu;
            Cost cost = (await ReadAsync(image => contender("snap-b", image), folder, server))!;
            rows.Add(new Row(contender("", "").Name, cost with { Blocks = blocks }, empty, server.Cpu - before));
        }

        Row floor = rows[0];
        Row? boto3 = rows.Find(row => row.Name.StartsWith("boto3", StringComparison.Ordinal));
        Table.Print(
            $"{blocks:N0} blocks of a snapshot, read, checked and written to a sparse file; no latency, no quota",
            ["client", "MB/s", "× boto3", "CPU µs/block", "÷ boto3", "÷ floor", "peak MB", "server CPU µs/block"],
            rows.Select(row => (IReadOnlyList<string>)
            [
                row.Name, Table.Number(row.BlocksPerSecond * BlockSize / 1e6, "0"),
                Table.Ratio(row.BlocksPerSecond / boto3?.BlocksPerSecond ?? double.NaN),
                Table.Number(row.CpuMicrosecondsPerBlock, "0"),
                Table.Ratio(row.CpuMicrosecondsPerBlock / boto3?.CpuMicrosecondsPerBlock ?? double.NaN),
                Table.Ratio(row.CpuMicrosecondsPerBlock / floor.CpuMicrosecondsPerBlock),
                Table.Number(row.Cost.PeakBytes / 1e6, "0"),
                Table.Number(row.ServerCpu.TotalMicroseconds / blocks, "0"),
            ]));
    }

    private static async Task PaceAsync(string[] snapshots, string folder, int blocks)
    {
        (string Name, string[] Server, string Parameters)[] cases =
        [
            ("800 a second, unless told otherwise", ["--snapshot-read-quota", "1000"], ""),
            ("the same, 100 ms", ["--snapshot-read-quota", "1000", "--latency", "100ms"], ""),
            ("1,200 asked for of 1,000", ["--snapshot-read-quota", "1000"], "-BlocksPerSecond 1200"),
        ];
        List<IReadOnlyList<string>> rows = [];
        foreach ((string name, string[] options, string parameters) in cases)
        {
            await using EndpointProcess server = await EndpointProcess.StartAsync([.. snapshots, .. options]);
            Cost empty = (await ReadAsync(image => Save(name, "snap-c", image, parameters), folder, server))!;
            Cost cost = (await ReadAsync(image => Save(name, "snap-b", image, parameters), folder, server))!;
            rows.Add(
            [
                name, Table.Number(blocks / (cost.Seconds - empty.Seconds), "0"), $"{cost.Requests:N0}",
                $"{100.0 * cost.Throttles / cost.Requests:0.0} %", Table.Number(cost.PeakBytes / 1e6, "0"),
            ]);
        }

        Table.Print(
            $"{blocks:N0} blocks under a quota of 1,000 a second, 64 in flight",
            ["asked for", "blocks/s", "requests", "throttled", "peak MB"],
            rows);
    }

    private static Contender Save(string name, string snapshot, string image, string parameters) =>
        Contender.Module(name, $"Save-EbsSnapshotImage {snapshot} '{image}' -PassThru {parameters}");

    /// <summary>Reads into a file that was not there, and leaves none.</summary>
    private static async Task<Cost?> ReadAsync(
        Func<string, Contender> contender, string folder, EndpointProcess server)
    {
        string images = Directory.CreateDirectory(Path.Combine(folder, "images")).FullName;
        Cost? cost = await contender(Path.Combine(images, "image")).RunAsync(server.Endpoint);
        Directory.Delete(images, recursive: true);
        return cost;
    }

    private static void Fill(string path, int blocks)
    {
        using FileStream file = File.Create(path);
        byte[] block = new byte[BlockSize];
        for (int at = 0; at < blocks; at++)
        {
            RandomNumberGenerator.Fill(block);
            file.Write(block);
        }
    }
}
