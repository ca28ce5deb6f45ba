using System.Globalization;
using LocalEbs.Http;
using LocalEbs.Signing;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Tests.Support;

/// <summary>An HTTP client that signs, with everything about the signature open to tampering.</summary>
internal sealed class SignedClient(Uri endpoint) : IDisposable
{
    private readonly HttpClient _http = new();

    public AccessCredential Credential { get; init; } = AccessCredential.Example;

    public DateTimeOffset SignedAt { get; init; } = DateTimeOffset.UtcNow;

    public string Service { get; init; } = "ebs";

    public string Region { get; init; } = "us-east-1";

    /// <summary>What the Host header says; the endpoint's authority unless set.</summary>
    public string Host { get; set; } = endpoint.Authority;

    public string SignedHeaders { get; init; } = "host;x-amz-date;x-amz-security-token";

    /// <summary>Sends a GET signed for one target, to another if that is given.</summary>
    public Task<HttpResponseMessage> GetAsync(string target, string? sentTo = null) =>
        GetAsync(target, HttpCompletionOption.ResponseContentRead, sentTo);

    /// <summary>Sends a GET, and is done when its head or its whole answer has come.</summary>
    public async Task<HttpResponseMessage> GetAsync(
        string target, HttpCompletionOption completion, string? sentTo = null)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, new Uri(endpoint, sentTo ?? target));
        message.Headers.Host = Host;
        foreach ((string name, string value) in Sign(target))
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return await _http.SendAsync(message, completion, TestContext.Current.CancellationToken);
    }

    public async Task<Reply> ReadAsync(string target, string? sentTo = null)
    {
        using HttpResponseMessage response = await GetAsync(target, sentTo);
        return await Reply.OfAsync(response);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The headers of a signed GET, but for Host.</summary>
    public Dictionary<string, string> Sign(string target)
    {
        string timestamp = SignedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var headers = new HeaderDictionary { ["host"] = Host, ["x-amz-date"] = timestamp };
        if (Credential.SessionToken is { } token)
        {
            headers["x-amz-security-token"] = token;
        }

        string[] names = [.. SignedHeaders.Split(';').Where(headers.ContainsKey)];
        string[] parts = target.Split('?', 2);
        var query = new QueryParameters(parts.ElementAtOrDefault(1) ?? "");
        string canonical = CanonicalRequest.Of(
            "GET", parts[0], query, headers, names, Signature.EmptyPayloadHash);
        var header = new AuthorizationHeader(Credential.AccessKeyId, timestamp[..8], Region, Service, names, "");
        string signature = Signature.Of(canonical, timestamp, header, Credential.SecretAccessKey);
        headers["authorization"] = $"AWS4-HMAC-SHA256 Credential={header.AccessKeyId}/{header.Scope}, "
            + $"SignedHeaders={string.Join(';', names)}, Signature={signature}";
        return headers.Where(item => item.Key != "host").ToDictionary(item => item.Key, item => item.Value.ToString());
    }
}
