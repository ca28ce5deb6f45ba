using LocalEbs.Numerics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalEbs.Http;

/// <summary>
/// What a request asks for, read from its raw target: nothing has decoded or tidied it, as signing requires.
/// </summary>
internal sealed class EbsRequest
{
    public const string ListChangedBlocks = nameof(ListChangedBlocks);
    public const string ListSnapshotBlocks = nameof(ListSnapshotBlocks);
    public const string GetSnapshotBlock = nameof(GetSnapshotBlock);

    private const string Hidden = "…";

    private EbsRequest(string method, string path, string query)
    {
        Method = method;
        Path = path;
        Query = new QueryParameters(query);
        string[] segments = path.Split('/');
        (Operation, SnapshotId, BlockIndex) = segments switch
        {
            _ when method != HttpMethods.Get => default,
            ["", "snapshots", var id, "changedblocks"] => (ListChangedBlocks, Uri.UnescapeDataString(id), null),
            ["", "snapshots", var id, "blocks"] => (ListSnapshotBlocks, Uri.UnescapeDataString(id), null),
            ["", "snapshots", var id, "blocks", var index] =>
                (GetSnapshotBlock, Uri.UnescapeDataString(id), Uri.UnescapeDataString(index)),
            _ => default((string?, string?, string?)),
        };
    }

    public static IReadOnlyList<string> Listings { get; } = [ListChangedBlocks, ListSnapshotBlocks];

    public static IReadOnlyList<string> Operations { get; } = [.. Listings, GetSnapshotBlock];

    public string Method { get; }

    public string Path { get; }

    public QueryParameters Query { get; }

    /// <summary>The operation's name; null where nothing is served under this method and path.</summary>
    public string? Operation { get; }

    public string? SnapshotId { get; }

    public string? BlockIndex { get; }

    /// <summary>Path and query, without anything secret.</summary>
    public string Redacted => Query.All.Count == 0
        ? Path
        : Path + "?" + string.Join('&', Query.All.Select(Redact));

    public static EbsRequest Of(HttpContext http)
    {
        string[] target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        return new EbsRequest(http.Request.Method, target[0], target.Length == 2 ? target[1] : "");
    }

    /// <summary>A number in its range, or null where there is none.</summary>
    /// <exception cref="EbsException">It is something else.</exception>
    public static int? RequireNumber(string? text, string member, int least, int most) => text is null
        ? null
        : Quantity.Whole(text) is { } number && number >= least && number <= most
            ? (int)number
            : throw EbsErrors.InvalidParameter($"{member} must be a number from {least} to {most}.");

    private static string Redact(KeyValuePair<string, string> parameter) =>
        $"{Uri.EscapeDataString(parameter.Key)}="
        + (IsSecret(parameter.Key) ? Hidden : Uri.EscapeDataString(parameter.Value));

    // Everything but what is known to be harmless: a presigned URL bears its signature and token in the query.
    private static bool IsSecret(string name) =>
        name is not ("firstSnapshotId" or "maxResults" or "startingBlockIndex");
}

/// <summary>
/// The parameters of a query, decoded once for both the signature and the operation. A plus sign means a space, so a
/// client that sends a token's plus signs as they are finds its signature refused.
/// </summary>
internal sealed class QueryParameters
{
    private readonly List<KeyValuePair<string, string>> _all = [];

    public QueryParameters(string text)
    {
        foreach (string part in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] sides = part.Split('=', 2);
            _all.Add(new(Decode(sides[0]), sides.Length == 2 ? Decode(sides[1]) : ""));
        }
    }

    public IReadOnlyList<KeyValuePair<string, string>> All => _all;

    /// <summary>The first value of that name, or null.</summary>
    public string? this[string name] => _all.Find(parameter => parameter.Key == name).Value;

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
