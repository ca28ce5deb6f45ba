using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Module.Tests.Support;

internal static class Loopback
{
    /// <summary>A server that is not started yet.</summary>
    /// <param name="answer">What it does with each request.</param>
    /// <param name="port">Where; 0 for any free one.</param>
    /// <param name="certificate">What to show, if it is to speak TLS.</param>
    public static WebApplication Serve(RequestDelegate answer, int port = 0, X509Certificate2? certificate = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps(certificate);
                }
            }));
        WebApplication server = builder.Build();
        server.Run(answer);
        return server;
    }

    /// <summary>An address where nothing listens yet, for what has to be told its port.</summary>
    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }
}
