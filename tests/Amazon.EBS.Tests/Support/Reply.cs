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
        var head = new StringBuilder($"HTTP/1.1 {Status} Status\r\nConnection: close\r\nContent-Length: {Body.Length}\r\n");
        if (ContentType.Length > 0) head.Append($"Content-Type: {ContentType}\r\n");
        foreach (var (name, value) in Headers) head.Append($"{name}: {value}\r\n");
        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }
}
