using System.Net;
using System.Net.Sockets;

namespace Module.Tests.Support;

internal static class Loopback
{
    /// <summary>An address where nothing listens yet, for what has to be told its port.</summary>
    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }
}
