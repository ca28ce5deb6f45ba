using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;

namespace Benchmarks.Contenders;

/// <summary>
/// The least that reading a snapshot into a file takes: a bare HttpClient with 64 requests in flight, each body hashed
/// and written from the buffer that it came into, by one at a time.
/// </summary>
internal static class ReadFloor
{
    private const int BlockSize = BlockServer.BlockSize;
    private const int InFlight = 64;

    /// <summary>Reads one snapshot after another, each into a file that was not there, and leaves none.</summary>
    public static async Task RunAsync(string path, IEnumerable<string> snapshots)
    {
        long start = Stopwatch.GetTimestamp();
        using var client = new HttpClient(new HttpClientHandler { UseProxy = false });
        int requests = 0;
        foreach (string snapshot in snapshots)
        {
            requests += await ReadAsync(client, snapshot, path);
            File.Delete(path);
        }

        Cost.OfThisProcess(0, requests, Stopwatch.GetElapsedTime(start), default).Print();
    }

    private static async Task<int> ReadAsync(HttpClient client, string snapshot, string path)
    {
        using SafeFileHandle file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        using var writing = new SemaphoreSlim(1);
        var listed = Channel.CreateBounded<(int Index, string Token)>(10_000);
        Task[] readers = [.. Enumerable.Range(0, InFlight).Select(_ => Task.Run(ReadAsync))];
        int requests = await ListAsync(client, snapshot, listed.Writer);
        await Task.WhenAll(readers);
        RandomAccess.FlushToDisk(file);
        return requests;

        async Task ReadAsync()
        {
            byte[] buffer = new byte[BlockSize];
            byte[] hash = new byte[SHA256.HashSizeInBytes];
            await foreach ((int index, string token) in listed.Reader.ReadAllAsync())
            {
                using HttpRequestMessage request = FloorRequest.Block(snapshot, index, token);
                using HttpResponseMessage response =
                    await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                await using Stream body = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
                await body.ReadExactlyAsync(buffer);
                SHA256.HashData(buffer, hash);
                if (response.Headers.GetValues("x-amz-Checksum").Single() != Convert.ToBase64String(hash))
                {
                    throw new InvalidDataException($"Block {index} came wrong.");
                }

                await writing.WaitAsync();
                RandomAccess.Write(file, buffer, (long)index * BlockSize);
                writing.Release();
            }
        }
    }

    private static async Task<int> ListAsync(
        HttpClient client, string snapshot, ChannelWriter<(int Index, string Token)> listed)
    {
        int requests = 0;
        string? next = null;
        do
        {
            using HttpRequestMessage request = FloorRequest.Blocks(snapshot, next);
            using HttpResponseMessage response = (await client.SendAsync(request)).EnsureSuccessStatusCode();
            using JsonDocument page = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
            foreach (JsonElement block in page.RootElement.GetProperty("Blocks").EnumerateArray())
            {
                await listed.WriteAsync(
                    (block.GetProperty("BlockIndex").GetInt32(), block.GetProperty("BlockToken").GetString()!));
                requests++;
            }

            next = page.RootElement.TryGetProperty("NextToken", out JsonElement token) ? token.GetString() : null;
            requests++;
        }
        while (next is not null);
        listed.Complete();
        return requests;
    }
}
