using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LocalEbs.Signing;

namespace Benchmarks.Contenders;

/// <summary>A request with its Signature Version 4, and nothing around it.</summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
/// </remarks>
internal static class FloorRequest
{
    private static readonly string EmptyBodyHash = Convert.ToHexStringLower(SHA256.HashData([]));
    private static readonly Uri Endpoint = new(
        Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL_EBS") ?? "http://127.0.0.1:4599");

    public static HttpRequestMessage Changes(string first, string second, string? token) => Sign(
        $"/snapshots/{second}/changedblocks", $"firstSnapshotId={first}&maxResults=10000" + PageToken(token));

    public static HttpRequestMessage Blocks(string snapshot, string? token) =>
        Sign($"/snapshots/{snapshot}/blocks", "maxResults=10000" + PageToken(token));

    public static HttpRequestMessage Block(string snapshot, int index, string token) =>
        Sign($"/snapshots/{snapshot}/blocks/{index}", "blockToken=" + Uri.EscapeDataString(token));

    private static string PageToken(string? token) =>
        token is null ? "" : "&pageToken=" + Uri.EscapeDataString(token);

    private static HttpRequestMessage Sign(string path, string query)
    {
        string time = DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        string scope = $"{time[..8]}/us-east-1/ebs/aws4_request";
        string canonical = $"GET\n{path}\n{query}\nhost:{Endpoint.Authority}\nx-amz-date:{time}\n\n"
            + $"host;x-amz-date\n{EmptyBodyHash}";
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + AccessCredential.Example.SecretAccessKey);
        foreach (string part in scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        string text = $"AWS4-HMAC-SHA256\n{time}\n{scope}\n"
            + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
        string signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Endpoint, $"{path}?{query}"));
        request.Headers.TryAddWithoutValidation("x-amz-date", time);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={AccessCredential.Example.AccessKeyId}/{scope}, "
                + $"SignedHeaders=host;x-amz-date, Signature={signature}");
        return request;
    }
}
