using System.Security.Cryptography;
using System.Text;

namespace LocalEbs.Signing;

/// <summary>
/// Signature version 4: from a canonical request to its signature
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
/// </summary>
internal static class Signature
{
    /// <summary>The hash of a request without a body.</summary>
    public static string EmptyPayloadHash { get; } = Hex(SHA256.HashData([]));

    public static string Of(string canonicalRequest, string timestamp, AuthorizationHeader header, string secretKey)
    {
        string requestHash = Hex(SHA256.HashData(Bytes(canonicalRequest)));
        string stringToSign = string.Join('\n', AuthorizationHeader.Algorithm, timestamp, header.Scope, requestHash);
        byte[] key = Bytes("AWS4" + secretKey);
        foreach (string part in (string[])[header.Date, header.Region, header.Service, AuthorizationHeader.Terminator])
        {
            key = HMACSHA256.HashData(key, Bytes(part));
        }

        return Hex(HMACSHA256.HashData(key, Bytes(stringToSign)));
    }

    public static bool Matches(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Bytes(expected), Bytes(given));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
