using System.Globalization;
using LocalEbs.Http;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Signing;

/// <summary>
/// Lets pass what is signed by somebody known, for this service, now. There is no way to switch it off. A request for
/// nothing that is served is refused as that first.
/// </summary>
internal sealed class SignatureMiddleware(
    IReadOnlyList<AccessCredential> credentials, string? region, TimeSpan maxSkew, TimeProvider time)
{
    private const string Service = "ebs";
    private const string TimestampFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string DateHeader = "x-amz-date";
    private const string TokenHeader = "x-amz-security-token";
    private const string PayloadHashHeader = "x-amz-content-sha256";

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        EbsRequest request = Exchange.Of(context).Request;
        if (request.Operation is null)
        {
            throw EbsErrors.UnknownOperation();
        }

        Verify(request, context.Request.Headers);
        return next(context);
    }

    private void Verify(EbsRequest request, IHeaderDictionary headers)
    {
        AuthorizationHeader header = AuthorizationHeader.Parse(headers.Authorization);
        AccessCredential credential = Recognize(header, headers[TokenHeader]);
        DateTimeOffset signedAt = SigningTime(headers);
        string timestamp = Format(signedAt);
        CheckTime(signedAt);
        CheckScope(header, timestamp);
        CheckSignedHeaders(header, headers);

        string payloadHash = headers[PayloadHashHeader].FirstOrDefault() ?? Signature.EmptyPayloadHash;
        string canonical = CanonicalRequest.Of(
            request.Method, request.Path, request.Query, headers, header.SignedHeaders, payloadHash);
        string expected = Signature.Of(canonical, timestamp, header, credential.SecretAccessKey);
        if (!Signature.Matches(expected, header.Signature))
        {
            throw EbsErrors.InvalidSignature(
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret "
                + "Access Key and signing method. Consult the service documentation for details.");
        }
    }

    private AccessCredential Recognize(AuthorizationHeader header, string? sessionToken)
    {
        AccessCredential? credential = credentials.FirstOrDefault(c => c.AccessKeyId == header.AccessKeyId);
        if (credential is null || !Signature.Matches(credential.SessionToken ?? "", sessionToken ?? ""))
        {
            throw EbsErrors.UnrecognizedClient();
        }

        return time.GetUtcNow() < (credential.Expiration ?? DateTimeOffset.MaxValue)
            ? credential
            : throw EbsErrors.ExpiredToken();
    }

    private static DateTimeOffset SigningTime(IHeaderDictionary headers)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal;
        CultureInfo culture = CultureInfo.InvariantCulture;
        return DateTimeOffset.TryParseExact(headers[DateHeader], TimestampFormat, culture, Utc, out var signedAt)
            || DateTimeOffset.TryParseExact(headers.Date, "R", culture, Utc, out signedAt)
            ? signedAt
            : throw EbsErrors.IncompleteSignature(
                "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }

    private void CheckTime(DateTimeOffset signedAt)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (signedAt < now - maxSkew)
        {
            throw EbsErrors.InvalidSignature(
                $"Signature expired: {Format(signedAt)} is now earlier than {Format(now - maxSkew)} "
                + $"({Format(now)} - {maxSkew.TotalMinutes:0.#} min.)");
        }

        if (signedAt > now + maxSkew)
        {
            throw EbsErrors.InvalidSignature(
                $"Signature not yet current: {Format(signedAt)} is still later than {Format(now + maxSkew)} "
                + $"({Format(now)} + {maxSkew.TotalMinutes:0.#} min.)");
        }
    }

    private void CheckScope(AuthorizationHeader header, string timestamp)
    {
        if (!timestamp.StartsWith(header.Date + "T", StringComparison.Ordinal))
        {
            throw EbsErrors.InvalidSignature(
                "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
                + $"'{header.Date}' != '{timestamp[..8]}', from '{timestamp}'.");
        }

        if (header.Service != Service)
        {
            throw EbsErrors.InvalidSignature($"Credential should be scoped to correct service: '{Service}'.");
        }

        if (region is not null && header.Region != region)
        {
            throw EbsErrors.InvalidSignature(
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
                throw EbsErrors.InvalidSignature($"'{name}' must be a 'SignedHeader' in the AWS Authorization.");
            }
        }
    }

    private static string Format(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString(TimestampFormat, CultureInfo.InvariantCulture);
}
