using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http;

/// <summary>The query of a list request, held against the service's model.</summary>
/// <remarks>
/// Whether the service refuses a maxResults out of range or changes it, and what it takes where none is sent, its documentation leaves
/// open: here it is refused, and 10,000.
/// </remarks>
internal sealed partial record ListParameters(int MaxResults, int StartingBlockIndex, string? PageToken)
{
    private const int LowestMaxResults = 100;
    private const int HighestMaxResults = 10_000;

    public static ListParameters Of(IQueryCollection query)
    {
        int maxResults = Number(query, "maxResults") ?? HighestMaxResults;
        if (maxResults is < LowestMaxResults or > HighestMaxResults)
            throw ServiceError.InvalidParameter($"maxResults must be between {LowestMaxResults} and {HighestMaxResults}.");

        int start = Number(query, "startingBlockIndex") ?? 0;
        if (start < 0)
            throw ServiceError.InvalidParameter("startingBlockIndex must not be negative.");

        string? token = query.TryGetValue("pageToken", out var tokens) ? tokens.ToString() : null;
        return token is null || TokenPattern().IsMatch(token)
            ? new ListParameters(maxResults, start, token)
            : throw InvalidToken();
    }

    public static ServiceError InvalidToken() => ServiceError.Validation("INVALID_PAGE_TOKEN", "The page token is invalid or has expired.");

    public static string SnapshotId(string? id) => id is { Length: <= 64 } && SnapshotPattern().IsMatch(id)
        ? id
        : throw ServiceError.Validation("INVALID_SNAPSHOT_ID", "The snapshot id is missing or malformed.");

    private static int? Number(IQueryCollection query, string name)
    {
        if (!query.TryGetValue(name, out var text))
            return null;

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw ServiceError.InvalidParameter($"{name} must be a whole number.");
    }

    [GeneratedRegex("^[A-Za-z0-9+/=]{1,256}$")]
    private static partial Regex TokenPattern();

    [GeneratedRegex("^snap-[0-9a-f]+$")]
    private static partial Regex SnapshotPattern();
}
