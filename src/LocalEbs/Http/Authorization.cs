using System.Diagnostics.CodeAnalysis;

namespace LocalEbs.Http;

/// <summary>The parts of a Signature Version 4 Authorization header.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html</remarks>
internal sealed record Authorization(string AccessKey, string Date, string Region, string Service, string[] SignedHeaders, string Signature)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public string Scope => $"{Date}/{Region}/{Service}/aws4_request";

    public static bool TryParse(string header, [NotNullWhen(true)] out Authorization? authorization)
    {
        authorization = null;
        if (!header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
            return false;

        var parts = header[(Algorithm.Length + 1)..]
            .Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .GroupBy(part => part[0], part => part[1])
            .ToDictionary(group => group.Key, group => group.First());
        if (!parts.TryGetValue("Credential", out string? credential)
            || !parts.TryGetValue("SignedHeaders", out string? signedHeaders)
            || !parts.TryGetValue("Signature", out string? signature)
            || credential.Split('/') is not [string key, string date, string region, string service, "aws4_request"])
            return false;

        authorization = new Authorization(key, date, region, service, signedHeaders.Split(';'), signature);
        return true;
    }
}
