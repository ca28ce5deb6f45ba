using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http;

/// <summary>Verifies Signature Version 4 from its description alone, so that it checks clients and is no copy of one.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html</remarks>
internal sealed class SignatureVerifier(LocalEbsOptions options, TimeProvider time)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string Service = "ebs";
    private static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(5);
    private static readonly string EmptyBodyHash = Convert.ToHexStringLower(SHA256.HashData([]));

    /// <exception cref="ServiceError">The request is not signed as it has to be.</exception>
    public void Verify(HttpContext context)
    {
        Authorization authorization = Parse(context.Request.Headers.Authorization.ToString());
        LocalCredentials credentials = Credentials(authorization, context.Request.Headers["x-amz-security-token"].ToString());
        VerifyScope(authorization);
        string sent = context.Request.Headers["x-amz-date"].ToString();
        VerifyTime(sent, authorization);
        string payloadHash = context.Request.Headers["x-amz-content-sha256"].ToString() is { Length: > 0 } given ? given : EmptyBodyHash;
        string canonical = CanonicalRequest.Of(context, authorization.SignedHeaders, payloadHash);
        string signature = Sign(credentials.SecretKey, authorization, sent, canonical);
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), Encoding.ASCII.GetBytes(authorization.Signature)))
            throw Invalid("The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.");
    }

    private static Authorization Parse(string header)
    {
        if (header.Length == 0)
            throw ServiceError.Forbidden("MissingAuthenticationTokenException", "Missing Authentication Token");

        if (!Authorization.TryParse(header, out Authorization? authorization))
            throw new ServiceError(System.Net.HttpStatusCode.BadRequest, "IncompleteSignatureException", "The Authorization header lacks a part of a Signature Version 4.");

        return authorization.SignedHeaders.Contains("host")
            ? authorization
            : throw Invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }

    private LocalCredentials Credentials(Authorization authorization, string sessionToken)
    {
        LocalCredentials? known = options.Credentials.FirstOrDefault(
            credentials => credentials.AccessKey == authorization.AccessKey && (credentials.SessionToken ?? "") == sessionToken);
        if (known is null)
            throw ServiceError.Forbidden("UnrecognizedClientException", "The security token included in the request is invalid.");

        return known.ExpiresAt > time.GetUtcNow()
            ? known
            : throw ServiceError.Forbidden("ExpiredTokenException", "The security token included in the request is expired");
    }

    private void VerifyScope(Authorization authorization)
    {
        if (authorization.Service != Service)
            throw Invalid($"Credential should be scoped to correct service: '{Service}'.");

        if (options.Region is string region && authorization.Region != region)
            throw Invalid($"Credential should be scoped to a valid region, not '{authorization.Region}'.");
    }

    private void VerifyTime(string sent, Authorization authorization)
    {
        if (!DateTimeOffset.TryParseExact(sent, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset signed)
            || !sent.StartsWith(authorization.Date, StringComparison.Ordinal))
            throw Invalid("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.");

        DateTimeOffset now = time.GetUtcNow();
        if (signed < now - AllowedSkew)
            throw Invalid($"Signature expired: {sent} is now earlier than {Format(now - AllowedSkew)} ({Format(now)} - 5 min.)");

        if (signed > now + AllowedSkew)
            throw Invalid($"Signature not yet current: {sent} is still later than {Format(now + AllowedSkew)} ({Format(now)} + 5 min.)");
    }

    private static string Sign(string secretKey, Authorization authorization, string sent, string canonical)
    {
        string canonicalHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        string text = string.Join('\n', Authorization.Algorithm, sent, authorization.Scope, canonicalHash);
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + secretKey);
        foreach (string part in authorization.Scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    private static ServiceError Invalid(string message) => ServiceError.Forbidden("InvalidSignatureException", message);

    private static string Format(DateTimeOffset instant) => instant.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
}
