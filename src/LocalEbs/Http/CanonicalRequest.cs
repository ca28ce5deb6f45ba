using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace LocalEbs.Http;

/// <summary>Puts a request into the form that is signed.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html</remarks>
internal static class CanonicalRequest
{
    public static string Of(HttpContext context, IEnumerable<string> signedHeaders, string payloadHash)
    {
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        string[] parts = target.Split('?', 2);
        return string.Join(
            '\n',
            context.Request.Method,
            Path(parts[0]),
            Query(parts.Length == 2 ? parts[1] : ""),
            string.Concat(signedHeaders.Select(name => $"{name}:{Value(context.Request, name)}\n")),
            string.Join(';', signedHeaders),
            payloadHash);
    }

    /// <summary>Every service but S3 signs the path encoded once more than it is sent.</summary>
    private static string Path(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Query(string query) => string.Join(
        '&',
        query.Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (Name: Encode(pair[0]), Value: pair.Length == 2 ? Encode(pair[1]) : ""))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string Encode(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));

    private static string Value(HttpRequest request, string name)
    {
        StringValues values = name == "host" ? request.Host.Value : request.Headers[name];
        return string.Join(',', values.Select(Collapse));
    }

    /// <summary>Trims, and makes one space of several.</summary>
    private static string Collapse(string? value)
    {
        var text = new StringBuilder();
        foreach (string word in (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            text.Append(text.Length > 0 ? " " : "").Append(word);

        return text.ToString();
    }
}
