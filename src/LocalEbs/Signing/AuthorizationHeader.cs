using LocalEbs.Http;

namespace LocalEbs.Signing;

/// <summary>
/// The parts of an Authorization header
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html).
/// </summary>
internal sealed record AuthorizationHeader(
    string AccessKeyId,
    string Date,
    string Region,
    string Service,
    IReadOnlyList<string> SignedHeaders,
    string Signature)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";
    public const string Terminator = "aws4_request";

    public string Scope => $"{Date}/{Region}/{Service}/{Terminator}";

    /// <exception cref="EbsException">There is no header, or one that lacks a part.</exception>
    public static AuthorizationHeader Parse(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            throw EbsErrors.MissingAuthentication();
        }

        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
        {
            throw EbsErrors.IncompleteSignature($"Only the algorithm {Algorithm} is supported.");
        }

        Dictionary<string, string> parts = header[Algorithm.Length..]
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split('=', 2))
            .Where(sides => sides.Length == 2)
            .GroupBy(sides => sides[0], sides => sides[1])
            .ToDictionary(group => group.Key, group => group.First());
        string[] credential = Part("Credential").Split('/');
        return credential is [var id, var date, var region, var service, Terminator]
            ? new AuthorizationHeader(id, date, region, service, Part("SignedHeaders").Split(';'), Part("Signature"))
            : throw EbsErrors.IncompleteSignature(
                $"Credential must be of the form id/date/region/service/{Terminator}.");

        string Part(string name) => parts.TryGetValue(name, out string? value)
            ? value
            : throw EbsErrors.IncompleteSignature($"Authorization header requires '{name}' parameter.");
    }
}
