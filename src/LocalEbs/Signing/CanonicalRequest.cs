using System.Text;
using System.Text.RegularExpressions;
using LocalEbs.Http;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Signing;

/// <summary>
/// The text that a signature is made over
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
/// </summary>
internal static partial class CanonicalRequest
{
    public static string Of(
        string method,
        string rawPath,
        QueryParameters query,
        IHeaderDictionary headers,
        IEnumerable<string> signedHeaders,
        string payloadHash)
    {
        string[] names = [.. signedHeaders];
        var text = new StringBuilder();
        text.Append(method).Append('\n');
        text.Append(Path(rawPath)).Append('\n');
        text.Append(Query(query)).Append('\n');
        foreach (string name in names)
        {
            text.Append(name).Append(':').AppendJoin(',', headers[name].Select(Tidy)).Append('\n');
        }

        return text.Append('\n').AppendJoin(';', names).Append('\n').Append(payloadHash).ToString();
    }

    // Every service but S3 has the path, encoded as it was sent, encoded once more.
    private static string Path(string rawPath) => string.Join('/', rawPath.Split('/').Select(UriEncode));

    private static string Query(QueryParameters query) => string.Join('&', query.All
        .Select(parameter => (Name: UriEncode(parameter.Key), Value: UriEncode(parameter.Value)))
        .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
        .ThenBy(parameter => parameter.Value, StringComparer.Ordinal)
        .Select(parameter => $"{parameter.Name}={parameter.Value}"));

    private static string Tidy(string? value) => Spaces().Replace(value ?? "", " ").Trim();

    // .NET leaves exactly the unreserved characters of RFC 3986 as they are, which is what AWS asks for.
    private static string UriEncode(string text) => Uri.EscapeDataString(text);

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
