using System.Text;

namespace Wire;

/// <summary>What the server sends back, how it is framed, and how far it gets.</summary>
internal sealed record Reply(ReadOnlyMemory<byte> Body)
{
    internal const string RequestId = "00000000-0000-4000-8000-000000000001";

    internal Reply(string body)
        : this(Encoding.UTF8.GetBytes(body))
    {
    }

    internal int Status { get; init; } = 200;

    internal string Version { get; init; } = "1.1";

    internal string ContentType { get; init; } = "application/json";

    internal Dictionary<string, string> Headers { get; init; } = new() { ["x-amzn-RequestId"] = RequestId };

    internal Framing Framing { get; init; }

    /// <summary>The size of the chunks, where it is sent in chunks.</summary>
    internal int ChunkSize { get; init; } = 1024;

    internal Ending Ending { get; init; }

    /// <summary>After so many bytes of the body nothing more is sent, and the connection stays open.</summary>
    internal int? StallAfter { get; init; }

    /// <summary>After so many bytes of the body the connection is closed; after 0 before the head.</summary>
    internal int? CutAfter { get; init; }

    /// <summary>
    /// Once this is sent as far as it will be, the server is gone with all of its connections, for so long.
    /// </summary>
    internal TimeSpan? Restart { get; init; }

    internal byte[] Head()
    {
        List<string> lines = [$"HTTP/{Version} {Status} Status"];
        lines.AddRange(Headers.Select(header => $"{header.Key}: {header.Value}"));
        if (ContentType.Length > 0)
        {
            lines.Add($"Content-Type: {ContentType}");
        }

        if (Framing != Framing.UntilClosed)
        {
            lines.Add(Framing == Framing.Length ? $"Content-Length: {Body.Length}" : "Transfer-Encoding: chunked");
        }

        if (Ending != Ending.ClosesUntold)
        {
            lines.Add($"Connection: {(Ending == Ending.Closes ? "close" : "keep-alive")}");
        }

        return Encoding.ASCII.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n");
    }

    /// <summary>The body as it is framed.</summary>
    internal ReadOnlyMemory<byte> Content() => Framing == Framing.Chunks ? Chunked() : Body;

    private byte[] Chunked()
    {
        using var content = new MemoryStream();
        for (int at = 0; at < Body.Length; at += ChunkSize)
        {
            ReadOnlySpan<byte> chunk = Body.Span[at..Math.Min(at + ChunkSize, Body.Length)];
            content.Write(Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"));
            content.Write(chunk);
            content.Write("\r\n"u8);
        }

        content.Write("0\r\n\r\n"u8);
        return content.ToArray();
    }
}

/// <summary>How a client knows where a body ends.</summary>
internal enum Framing
{
    Length,
    Chunks,
    UntilClosed,
}

/// <summary>What becomes of a connection after an answer.</summary>
internal enum Ending
{
    Closes,
    ClosesUntold,
    StaysOpen,
}
