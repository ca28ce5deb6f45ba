using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http.Signing;

/// <summary>
/// Decides whether a request is signed by somebody known, for this service, now. There is no way to switch it off.
/// </summary>
internal sealed class SignatureVerifier(LocalEbsOptions options, TimeProvider time)
{
    private const string Service = "ebs";
    private const string TimestampFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string DateHeader = "x-amz-date";
    private const string TokenHeader = "x-amz-security-token";
    private const string PayloadHashHeader = "x-amz-content-sha256";

    /// <exception cref="EbsException">The request is refused; the error is the one AWS answers.</exception>
    public void Verify(string method, string rawPath, QueryParameters query, IHeaderDictionary headers)
    {
        AuthorizationHeader header = AuthorizationHeader.Parse(headers.Authorization);
        AccessCredential credential = Recognize(header, headers[TokenHeader]);
        DateTimeOffset signedAt = SigningTime(headers);
        string timestamp = Format(signedAt);
        CheckTime(signedAt);
        CheckScope(header, timestamp);
        CheckSignedHeaders(header, headers);

        string payloadHash = headers[PayloadHashHeader].FirstOrDefault() ?? Signature.EmptyPayloadHash;
        string canonical = CanonicalRequest.Of(method, rawPath, query, headers, header.SignedHeaders, payloadHash);
        string expected = Signature.Of(canonical, timestamp, header, credential.SecretAccessKey);
        if (!Signature.Matches(expected, header.Signature))
        {
            throw SignatureErrors.InvalidSignature(
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                + "Access Key and signing method. Consult the service documentation for details.");
        }
    }

    private AccessCredential Recognize(AuthorizationHeader header, string? sessionToken)
    {
        AccessCredential? credential = options.Credentials.FirstOrDefault(c => c.AccessKeyId == header.AccessKeyId);
        if (credential is null || !Signature.Matches(credential.SessionToken ?? "", sessionToken ?? ""))
        {
            throw SignatureErrors.UnrecognizedClient();
        }

        return time.GetUtcNow() < (credential.Expiration ?? DateTimeOffset.MaxValue)
            ? credential
            : throw SignatureErrors.ExpiredToken();
    }

    private static DateTimeOffset SigningTime(IHeaderDictionary headers)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal;
        CultureInfo culture = CultureInfo.InvariantCulture;
        return DateTimeOffset.TryParseExact(headers[DateHeader], TimestampFormat, culture, Utc, out var signedAt)
            || DateTimeOffset.TryParseExact(headers.Date, "R", culture, Utc, out signedAt)
            ? signedAt
            : throw SignatureErrors.Incomplete(
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }

    private void CheckTime(DateTimeOffset signedAt)
    {
        DateTimeOffset now = time.GetUtcNow();
        TimeSpan skew = options.MaxClockSkew;
        if (signedAt < now - skew)
        {
            throw SignatureErrors.InvalidSignature(
                $"Signature expired: {Format(signedAt)} is now earlier than {Format(now - skew)} "
                + $"({Format(now)} - {skew.TotalMinutes:0.#} min.)");
        }

        if (signedAt > now + skew)
        {
            throw SignatureErrors.InvalidSignature(
                $"Signature not yet current: {Format(signedAt)} is still later than {Format(now + skew)} "
                + $"({Format(now)} + {skew.TotalMinutes:0.#} min.)");
        }
    }

    private void CheckScope(AuthorizationHeader header, string timestamp)
    {
        if (!timestamp.StartsWith(header.Date + "T", StringComparison.Ordinal))
        {
            throw SignatureErrors.InvalidSignature(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                + $"'{header.Date}' != '{timestamp[..8]}', from '{timestamp}'.");
        }

        if (header.Service != Service)
        {
            throw SignatureErrors.InvalidSignature($"Credential should be scoped to correct service: '{Service}'.");
        }

        if (options.Region is { } region && header.Region != region)
        {
            throw SignatureErrors.InvalidSignature(
                $"Credential should be scoped to a valid region, not '{header.Region}'.");
        }
    }

    // What is not signed could have been altered on the way.
    private static void CheckSignedHeaders(AuthorizationHeader header, IHeaderDictionary headers)
    {
        string dateHeader = headers.ContainsKey(DateHeader) ? DateHeader : "date";
        foreach (string name in (string[])["host", dateHeader, TokenHeader])
        {
            if ((name != TokenHeader || headers.ContainsKey(name)) && !header.SignedHeaders.Contains(name))
            {
                throw SignatureErrors.InvalidSignature($"'{name}' must be a 'SignedHeader' in the AWS Authorization.");
            }
        }
    }

    private static string Format(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString(TimestampFormat, CultureInfo.InvariantCulture);
}
