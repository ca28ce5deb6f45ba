namespace LocalEbs.Http;

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
