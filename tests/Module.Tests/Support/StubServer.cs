using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Module.Tests.Support;

/// <summary>
/// Answers every request alike, without a body, and remembers what it was sent: a proxy, or an endpoint that is none of
/// ours.
/// </summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly X509Certificate2? _certificate;

    private StubServer(int status, (string Name, string Value)? header, X509Certificate2? certificate)
    {
        _certificate = certificate;
        _server = Loopback.Serve(Answer, certificate: certificate);

        Task Answer(HttpContext http)
        {
            Requests.Enqueue(Head(http.Request));
            http.Response.StatusCode = status;
            if (header is (string name, string value))
            {
                http.Response.Headers[name] = value;
            }

            return Task.CompletedTask;
        }
    }

    public Uri Endpoint => new(_server.Urls.Single());

    /// <summary>The heads of the requests seen.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <param name="status">The status that it answers.</param>
    /// <param name="header">What goes with it.</param>
    /// <param name="certificate">What to show, if it is to speak TLS.</param>
    public static async Task<StubServer> StartAsync(
        int status, (string Name, string Value)? header = null, X509Certificate2? certificate = null)
    {
        var stub = new StubServer(status, header, certificate);
        await stub._server.StartAsync();
        return stub;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _certificate?.Dispose();
    }

    private static string Head(HttpRequest request) => request.Headers.Aggregate(
        new StringBuilder(
            $"{request.Method} {request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget} "
                + $"{request.Protocol}\n"),
        (head, header) => head.Append($"{header.Key}: {header.Value}\n"),
        head => head.ToString());
}
