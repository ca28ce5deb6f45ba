using LocalEbs.Numerics;

namespace LocalEbs.Faults.Bodies;

/// <summary>The faults in the body of an answer, whatever it says.</summary>
internal static class BodyKinds
{
    private const long LargerThanAnyPage = 100 << 20;

    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new("slow=rate", "so many bytes a second, as in 100KiB/s", argument => new SlowBody(argument.Rate())),
        new(
            "stall[=time]",
            "half the body, the rest after a time; never unless given",
            argument => new StalledBody(argument.OptionalDuration())),
        new("reset-body", "half the body, then RST", argument => argument.None(new CutBody(resets: true))),
        new(
            "short-body",
            "half the body with the Content-Length of the whole, then FIN",
            argument => argument.None(new CutBody(resets: false))),
        Replaced("half-json", "half the body, with its proper Content-Length", (_, body) => body[..(body.Length / 2)]),
        Replaced("empty", "200 with no body", (_, _) => []),
        Replaced("garbage", "random bytes", (scene, body) => RandomBytes(scene.Chance, body.Length)),
        Replaced("html", "200 with a page of HTML", (_, _) => Portal.ToArray(), "text/html"),
        new(
            "oversized[=size]",
            "spaces up to that size, 100MiB unless given",
            argument => new PaddedBody(argument.Size(LargerThanAnyPage))),
        new("endless", "spaces without end, and no Content-Length", argument => argument.None(new PaddedBody(null))),
    ];

    private static ReadOnlySpan<byte> Portal => "<html><body>Sign in to the network</body></html>"u8;

    private static byte[] RandomBytes(ulong key, int length)
    {
        byte[] bytes = new byte[length / sizeof(ulong) * sizeof(ulong) + sizeof(ulong)];
        SplitMix.Fill(key, bytes);
        return bytes[..length];
    }

    private static FaultKind Replaced(
        string name, string meaning, Func<FaultScene, byte[], byte[]> replace, string type = "application/json") =>
        new(name, meaning, argument => argument.None(new ReplacedBody(replace, type)));
}
