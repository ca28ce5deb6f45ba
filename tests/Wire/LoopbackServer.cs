using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Wire;

/// <summary>An HTTP server that records what it gets, and answers with the bytes it is told to.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<RecordedRequest, Task<Reply>> _respond;
    private readonly Task _running;

    internal LoopbackServer(Func<RecordedRequest, Task<Reply>> respond)
    {
        _respond = respond;
        TcpListener listener = Listen(new IPEndPoint(IPAddress.Loopback, 0));
        Url = $"http://{listener.LocalEndpoint}";
        _running = RunAsync(listener);
    }

    internal LoopbackServer(Func<RecordedRequest, Reply> respond)
        : this(request => Task.FromResult(respond(request)))
    {
    }

    internal LoopbackServer(Reply reply)
        : this(_ => reply)
    {
    }

    internal string Url { get; }

    internal IReadOnlyList<RecordedRequest> Requests => [.. _requests];

    /// <summary>Completes when a reply has been sent as far as it will be.</summary>
    internal Task Stalled => _stalled.Task;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private static TcpListener Listen(IPEndPoint endpoint)
    {
        var listener = new TcpListener(endpoint);
        listener.Start();
        return listener;
    }

    private async Task RunAsync(TcpListener listener)
    {
        var endpoint = (IPEndPoint)listener.LocalEndpoint;
        while (await LiveAsync(listener) is TimeSpan down)
        {
            await Task.Delay(down);
            listener = Listen(endpoint);
        }
    }

    /// <summary>Accepts and serves until a reply kills the server, or it is disposed.</summary>
    /// <returns>How long it is to be gone; null for good.</returns>
    private async Task<TimeSpan?> LiveAsync(TcpListener listener)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        TimeSpan? down = null;
        List<Task> serving = [];
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await listener.AcceptTcpClientAsync(life.Token), Kill, life.Token));
            }
        }
        catch (OperationCanceledException)
        {
            listener.Dispose();
            await Task.WhenAll(serving);
            return _stop.IsCancellationRequested ? null : down;
        }

        void Kill(TimeSpan restart)
        {
            down = restart;
            life.Cancel();
        }
    }

    private async Task ServeAsync(TcpClient connection, Action<TimeSpan> kill, CancellationToken killed)
    {
        using TcpClient _ = connection;
        try
        {
            NetworkStream stream = connection.GetStream();
            Reply? reply = null;
            while (reply is null or { Ending: Ending.StaysOpen, CutAfter: null }
                && await ReadHeadAsync(stream, killed) is string head)
            {
                RecordedRequest request = RecordedRequest.Parse(head);
                _requests.Enqueue(request);
                reply = await _respond(request);
                await SendAsync(stream, reply, killed);
                if (reply.Restart is TimeSpan down)
                {
                    kill(down);
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client went away, or the server is gone.
        }
    }

    private async Task SendAsync(NetworkStream stream, Reply reply, CancellationToken killed)
    {
        ReadOnlyMemory<byte> content = reply.Content();
        int sent = reply.StallAfter ?? reply.CutAfter ?? content.Length;
        byte[] head = sent > 0 || content.Length == 0 ? reply.Head() : [];
        // In one: the head alone would be a whole answer where the end is that of the connection.
        await stream.WriteAsync((byte[])[.. head, .. content.Span[..sent]], killed);
        if (reply.StallAfter is not null)
        {
            _stalled.TrySetResult();
            await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, killed);
        }
    }

    /// <returns>Null when the client has closed the connection instead of asking.</returns>
    private static async Task<string?> ReadHeadAsync(NetworkStream stream, CancellationToken killed)
    {
        var head = new StringBuilder();
        byte[] buffer = new byte[8192];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            int count = await stream.ReadAsync(buffer, killed);
            if (count == 0)
            {
                return head.Length == 0 ? null : throw new IOException("The client closed the connection.");
            }

            head.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        return head.ToString().TrimEnd();
    }
}
