namespace Wire;

/// <summary>A request as it came over the wire, nothing decoded.</summary>
internal sealed record RecordedRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers)
{
    internal string Path => Target.Split('?')[0];

    internal string Query => Target.Contains('?') ? Target.Split('?', 2)[1] : "";

    internal static RecordedRequest Parse(string head)
    {
        string[] lines = head.Split("\r\n");
        string[] requestLine = lines[0].Split(' ');
        Dictionary<string, string> headers = lines.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(
            pair => pair[0], pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        return new RecordedRequest(requestLine[0], requestLine[1], headers);
    }
}
