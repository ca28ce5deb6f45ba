using System.Net.Sockets;
using System.Text;

namespace LocalEbs.Tests.Support;

/// <summary>An HTTP request over a bare socket, to see how the connection itself ends.</summary>
internal static class RawExchange
{
    /// <returns>All bytes received, and the error that ended them; Success where the server closed properly.</returns>
    public static async Task<(byte[] Received, SocketError Error)> RunAsync(Uri endpoint, string target)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endpoint.Host, endpoint.Port, TestContext.Current.CancellationToken);
        IReadOnlyDictionary<string, string> headers = new SignedClient(endpoint).Sign(target);
        string head = string.Concat(headers.Select(header => $"{header.Key}: {header.Value}\r\n"));
        await socket.SendAsync(
            Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nhost: {endpoint.Authority}\r\n{head}\r\n"),
            TestContext.Current.CancellationToken);

        using var received = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken) is > 0 and int length)
            {
                received.Write(buffer, 0, length);
            }

            return (received.ToArray(), SocketError.Success);
        }
        catch (SocketException error)
        {
            return (received.ToArray(), error.SocketErrorCode);
        }
    }
}
