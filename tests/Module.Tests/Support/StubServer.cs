using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Module.Tests.Support;

/// <summary>Answers every request with the same bytes and remembers what it was sent: a proxy, or an endpoint that is none of ours.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _answer;
    private readonly X509Certificate2? _certificate;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    /// <param name="answer">Status line and headers, a line each; no body.</param>
    /// <param name="certificate">What to show where TLS is spoken.</param>
    public StubServer(string answer, X509Certificate2? certificate = null)
    {
        _answer = answer.ReplaceLineEndings("\r\n") + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        _certificate = certificate;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Endpoint => new($"{(_certificate is null ? "http" : "https")}://{_listener.LocalEndpoint}");

    /// <summary>The heads of the requests seen.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Stop();
        _stop.Dispose();
        _certificate?.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            await using Stream stream = await OpenAsync(client);
            using var reader = new StreamReader(stream, Encoding.ASCII);
            var head = new StringBuilder();
            while (await reader.ReadLineAsync() is { Length: > 0 } line)
                head.AppendLine(line);

            if (head.Length == 0)
                return;

            Requests.Enqueue(head.ToString());
            await stream.WriteAsync(Encoding.ASCII.GetBytes(_answer));
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The client hung up, as it does on a certificate that it does not trust.
        }
    }

    private async Task<Stream> OpenAsync(TcpClient client)
    {
        if (_certificate is null)
            return client.GetStream();

        var secured = new SslStream(client.GetStream());
        await secured.AuthenticateAsServerAsync(_certificate);
        return secured;
    }
}
