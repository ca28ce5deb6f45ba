using LocalEbs.Numerics;

namespace LocalEbs.Faults;

/// <summary>The faults in the body of an answer, whatever it says.</summary>
internal static class BodyFaults
{
    private const long LargerThanAnyPage = 100 << 20;
    private const int SlowPartsPerSecond = 10;

    private static readonly byte[] Spaces = [.. Enumerable.Repeat((byte)' ', 64 * 1024)];

    public static IReadOnlyList<FaultKind> Kinds { get; } =
    [
        new("slow=rate", "so many bytes a second, as in 100KiB/s", argument => Slow(argument.Rate())),
        new(
            "stall[=time]",
            "half the body, the rest after a time; never unless given",
            argument => Stalled(argument.OptionalDuration())),
        new("reset-body", "half the body, then RST", Cut(resets: true)),
        new("short-body", "half the body with the Content-Length of the whole, then FIN", Cut(resets: false)),
        new(
            "half-json",
            "half the body, with its proper Content-Length",
            HeldBody.Replace((_, body) => body[..(body.Length / 2)])),
        new("empty", "200 with no body", HeldBody.Replace((_, _) => [])),
        new("garbage", "random bytes", HeldBody.Replace((scene, body) => RandomBytes(scene.Chance, body.Length))),
        new("html", "200 with a page of HTML", HeldBody.Replace((_, _) => Portal.ToArray(), "text/html")),
        new(
            "oversized[=size]",
            "spaces up to that size, 100MiB unless given",
            argument => Padded(argument.Size(LargerThanAnyPage))),
        new("endless", "spaces without end, and no Content-Length", Padded(size: null)),
    ];

    private static ReadOnlySpan<byte> Portal => "<html><body>Sign in to the network</body></html>"u8;

    /// <summary>Sends a tenth of what a second may bring at a time.</summary>
    private static FaultEffect Slow(long bytesPerSecond) => HeldBody.Send(async (scene, body) =>
    {
        int part = (int)Math.Clamp(bytesPerSecond / SlowPartsPerSecond, 1, body.Length + 1);
        TimeSpan pause = TimeSpan.FromSeconds((double)part / bytesPerSecond);
        await scene.Response.Body.FlushAsync(scene.Exchange.Aborted).ConfigureAwait(false);
        for (int sent = 0; sent < body.Length; sent += part)
        {
            await scene.WaitAsync(pause).ConfigureAwait(false);
            await SendAsync(scene, body.AsMemory(sent, Math.Min(part, body.Length - sent))).ConfigureAwait(false);
        }
    });

    /// <summary>Sends half of the body, and the rest after a time, or never while the client waits.</summary>
    private static FaultEffect Stalled(TimeSpan? time) => HeldBody.Send(async (scene, body) =>
    {
        await SendAsync(scene, body.AsMemory(0, body.Length / 2)).ConfigureAwait(false);
        await scene.WaitAsync(time ?? Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        await SendAsync(scene, body.AsMemory(body.Length / 2)).ConfigureAwait(false);
    });

    /// <summary>Announces the whole body, sends half of it and ends the connection.</summary>
    /// <param name="resets">Whether by RST. Else by FIN, which Kestrel sends of its own where a body is short.</param>
    private static FaultEffect Cut(bool resets) => HeldBody.Send(async (scene, body) =>
    {
        scene.Response.ContentLength = body.Length;
        await SendAsync(scene, body.AsMemory(0, body.Length / 2)).ConfigureAwait(false);
        scene.Record.IsBroken = true;
        if (resets)
        {
            scene.Exchange.Http.Abort();
        }
    });

    /// <summary>
    /// Makes the body longer than any page is by spaces before its last bracket: JSON still, and made as it is sent.
    /// </summary>
    /// <param name="size">Bytes, announced by Content-Length; null for no end, which nothing announces.</param>
    private static FaultEffect Padded(long? size) => HeldBody.Send(async (scene, body) =>
    {
        Stream stream = scene.Response.Body;
        CancellationToken aborted = scene.Exchange.Aborted;
        scene.Response.ContentLength = size is { } whole ? Math.Max(whole, body.Length) : null;
        await stream.WriteAsync(body.AsMemory(..^1), aborted).ConfigureAwait(false);
        long left = scene.Response.ContentLength - body.Length ?? long.MaxValue;
        for (; left > 0; left -= Spaces.Length)
        {
            int part = (int)Math.Min(left, Spaces.Length);
            await stream.WriteAsync(Spaces.AsMemory(0, part), aborted).ConfigureAwait(false);
        }

        await stream.WriteAsync(body.AsMemory(^1..), aborted).ConfigureAwait(false);
    });

    private static async Task SendAsync(FaultScene scene, ReadOnlyMemory<byte> part)
    {
        await scene.Response.Body.WriteAsync(part, scene.Exchange.Aborted).ConfigureAwait(false);
        await scene.Response.Body.FlushAsync(scene.Exchange.Aborted).ConfigureAwait(false);
    }

    private static byte[] RandomBytes(ulong key, int length)
    {
        byte[] bytes = new byte[length / sizeof(ulong) * sizeof(ulong) + sizeof(ulong)];
        SplitMix.Fill(key, bytes);
        return bytes[..length];
    }
}
