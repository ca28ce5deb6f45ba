using System.Net.Sockets;
using LocalEbs.Http;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace LocalEbs.Faults.Connections;

/// <summary>The ways to break a connection off.</summary>
internal static class BrokenConnection
{
    /// <summary>With RST. What was flushed before has left this process.</summary>
    public static void Reset(Exchange exchange)
    {
        exchange.Record.IsBroken = true;
        exchange.Http.Abort();
    }

    /// <summary>With FIN, before anything was written.</summary>
    public static void Close(Exchange exchange)
    {
        exchange.Record.IsBroken = true;
        exchange.Http.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Shutdown(SocketShutdown.Both);
    }
}
