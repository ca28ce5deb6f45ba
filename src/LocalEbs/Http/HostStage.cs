using System.Net;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http;

/// <summary>
/// Serves only who asks by a name of this machine: by a name of its own a web page could have a browser ask here, once that name leads to 127.0.0.1
/// (DNS rebinding), and the example keys are public.
/// </summary>
internal sealed class HostStage : IStage
{
    public Task InvokeAsync(Exchange exchange, Func<Exchange, Task> next) => IsLoopback(exchange.Http.Request.Host.Host)
        ? next(exchange)
        : throw new EbsException(StatusCodes.Status421MisdirectedRequest, "MisdirectedRequestException", null, "LocalEbs is asked by localhost or an address of the loopback.");

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
