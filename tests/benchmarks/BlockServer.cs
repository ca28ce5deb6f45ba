using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.RateLimiting;

namespace Benchmarks;

/// <summary>
/// A snapshot of random blocks from a server that costs next to nothing, so that readers are measured and not what they
/// read from: every answer is there before the first request, and no signature is looked at.
/// </summary>
internal sealed class BlockServer
{
    public const int BlockSize = 512 * 1024;

    private const int LongestRequest = 16 * 1024;

    /// <summary>More than any cache holds; further ones are the same again.</summary>
    private const int DistinctBlocks = 4_096;

    private static readonly ArraySegment<byte>[] Throttle = Answer(
        "400 Bad Request",
        "x-amzn-ErrorType: RequestThrottledException",
        JsonSerializer.SerializeToUtf8Bytes(new { Message = "Too many.", Reason = "RESOURCE_LEVEL_THROTTLE" }));

    private readonly ArraySegment<byte>[][] _blocks;
    private readonly ArraySegment<byte>[] _all;
    private readonly ArraySegment<byte>[] _first;
    private readonly TimeSpan _latency;
    private readonly RateLimiter? _quota;

    /// <param name="blocks">How many snap-b has; snap-c has the first of them.</param>
    /// <param name="latency">How long a block takes.</param>
    /// <param name="quota">Blocks a second; 0 for no quota.</param>
    private BlockServer(int blocks, TimeSpan latency, int quota)
    {
        _blocks = new ArraySegment<byte>[Math.Min(blocks, DistinctBlocks)][];
        Parallel.For(0, _blocks.Length, index => _blocks[index] = Block());
        _all = Page(blocks);
        _first = Page(1);
        _latency = latency;
        _quota = quota == 0 ? null : new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = quota,
            TokensPerPeriod = quota / 100,
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(10),
        });
    }

    /// <summary>Serves until the process ends.</summary>
    /// <param name="arguments">Blocks, milliseconds of latency, blocks a second.</param>
    public static async Task RunAsync(string[] arguments)
    {
        int[] numbers = [.. arguments.Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
        var server = new BlockServer(numbers[0], TimeSpan.FromMilliseconds(numbers[1]), numbers[2]);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine($"{EndpointProcess.Listening}http://{listener.LocalEndpoint}");
        while (true)
        {
            _ = server.ServeAsync(await listener.AcceptSocketAsync());
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using Socket socket = client;
        socket.NoDelay = true;
        byte[] buffer = new byte[LongestRequest];
        int length = 0;
        while (await socket.ReceiveAsync(buffer.AsMemory(length)) is > 0 and int received)
        {
            length += received;
            if (buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
            {
                string path = Encoding.ASCII.GetString(buffer.AsSpan(0, buffer.AsSpan().IndexOf("?"u8)));
                await SendAsync(socket, await AnswerAsync(path));
                length = 0;
            }
        }
    }

    /// <param name="request">Its first line up to the query: GET /snapshots/snap-b/blocks/17.</param>
    private async Task<ArraySegment<byte>[]> AnswerAsync(string request)
    {
        string[] parts = request.Split('/');
        if (parts.Length == 4)
        {
            return parts[2] == "snap-b" ? _all : _first;
        }

        await Task.Delay(_latency);
        bool isThrottled = _quota is not null && !_quota.AttemptAcquire().IsAcquired;
        return isThrottled ? Throttle : _blocks[int.Parse(parts[4], CultureInfo.InvariantCulture) % _blocks.Length];
    }

    private static async Task SendAsync(Socket socket, ArraySegment<byte>[] answer)
    {
        foreach (ReadOnlyMemory<byte> part in answer)
        {
            for (ReadOnlyMemory<byte> rest = part; !rest.IsEmpty;)
            {
                rest = rest[await socket.SendAsync(rest)..];
            }
        }
    }

    private static ArraySegment<byte>[] Block()
    {
        byte[] data = RandomNumberGenerator.GetBytes(BlockSize);
        return Answer(
            "200 OK",
            $"x-amz-Data-Length: {BlockSize}\r\nx-amz-Checksum-Algorithm: SHA256\r\n"
                + $"x-amz-Checksum: {Convert.ToBase64String(SHA256.HashData(data))}",
            data);
    }

    private static ArraySegment<byte>[] Page(int blocks) => Answer(
        "200 OK",
        "Content-Type: application/json",
        JsonSerializer.SerializeToUtf8Bytes(new
        {
            Blocks = Enumerable.Range(0, blocks).Select(index => new { BlockIndex = index, BlockToken = "AAABAf==" }),
            BlockSize,
            ExpiryTime = DateTimeOffset.UtcNow.AddDays(7).ToUnixTimeSeconds(),
            VolumeSize = ((long)blocks * BlockSize + (1 << 30) - 1) >> 30,
        }));

    private static ArraySegment<byte>[] Answer(string status, string headers, byte[] body) =>
    [
        Encoding.ASCII.GetBytes(
            $"HTTP/1.1 {status}\r\nx-amzn-RequestId: {Guid.NewGuid()}\r\n{headers}\r\n"
                + $"Content-Length: {body.Length}\r\n\r\n"),
        body,
    ];
}
