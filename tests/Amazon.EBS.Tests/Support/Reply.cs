using System.Text;

namespace Amazon.EBS.Tests.Support;

/// <summary>What the server sends back, and how far it gets.</summary>
internal sealed record Reply(ReadOnlyMemory<byte> Body)
{
    internal Reply(string body)
        : this(Encoding.UTF8.GetBytes(body))
    {
    }

    internal int Status { get; init; } = 200;

    internal string ContentType { get; init; } = "application/json";

    internal Dictionary<string, string> Headers { get; init; } = new() { ["x-amzn-RequestId"] = RequestId };

    /// <summary>After so many bytes of the body nothing more is sent, and the connection stays open.</summary>
    internal int? StallAfter { get; init; }

    /// <summary>After so many bytes of the body the connection is closed.</summary>
    internal int? CutAfter { get; init; }

    internal const string RequestId = "00000000-0000-4000-8000-000000000001";

    internal byte[] Head()
    {
        List<string> lines = ["HTTP/1.1 " + Status + " Status", "Connection: close", "Content-Length: " + Body.Length];
        if (ContentType.Length > 0) lines.Add("Content-Type: " + ContentType);
        lines.AddRange(Headers.Select(header => header.Key + ": " + header.Value));
        return Encoding.ASCII.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n");
    }
}
