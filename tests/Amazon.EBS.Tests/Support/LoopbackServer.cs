using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Amazon.EBS.Tests.Support;

/// <summary>An HTTP server that records what it gets, and answers with the bytes it is told to.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<RecordedRequest> _requests = new();
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<RecordedRequest, Reply> _respond;
    private readonly Task _accepting;

    internal LoopbackServer(Func<RecordedRequest, Reply> respond)
    {
        _respond = respond;
        _listener.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _accepting = AcceptAsync();
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
        await _accepting;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true) serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient connection)
    {
        using var _ = connection;
        try
        {
            var stream = connection.GetStream();
            var request = RecordedRequest.Parse(await ReadHeadAsync(stream));
            _requests.Enqueue(request);
            var reply = _respond(request);
            var body = reply.Body[..(reply.StallAfter ?? reply.CutAfter ?? reply.Body.Length)];
            if (reply.StallAfter != 0) await stream.WriteAsync(reply.Head(), _stop.Token);
            await stream.WriteAsync(body, _stop.Token);
            if (reply.StallAfter is null) return;

            _stalled.TrySetResult();
            await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, _stop.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[8192];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0) throw new IOException("The client closed the connection.");
            head.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        return head.ToString().TrimEnd();
    }
}
