using System.Net;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http;

/// <summary>
/// Serves only who asks by a name of this machine: by a name of its own a web page could have a browser ask here, once
/// that name leads to 127.0.0.1 (DNS rebinding), and the example keys are public.
/// </summary>
internal static class HostMiddleware
{
    public static Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        IsLoopback(context.Request.Host.Host) ? next(context) : throw EbsErrors.Misdirected();

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));
}
