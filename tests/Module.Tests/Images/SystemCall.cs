using System.Text.RegularExpressions;

namespace Module.Tests.Images;

/// <summary>A system call that strace has seen.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">Its arguments; a descriptor is followed by the path that it is of.</param>
/// <param name="Begun">The line at which it began.</param>
/// <param name="Ended">The line at which it ended: another one where another thread's came between.</param>
internal sealed record SystemCall(string Name, string Text, int Begun, int Ended)
{
    private const string Unfinished = " <unfinished ...>";

    /// <summary>Reads a trace of <c>strace -f -y</c>, in the order in which calls began.</summary>
    public static SystemCall[] Parse(string[] lines)
    {
        var calls = new List<SystemCall>();
        var underWay = new Dictionary<string, SystemCall>();
        for (int at = 0; at < lines.Length; at++)
        {
            Match line = Regex.Match(
                lines[at], @"^(?<thread>\d+) +(?:<\.\.\. \w+ resumed>(?<rest>.*)|(?<name>\w+)\((?<text>.*))$");
            string thread = line.Groups["thread"].Value;
            string text = line.Groups["text"].Value;
            if (line.Groups["rest"] is { Success: true, Value: string rest })
            {
                SystemCall begun = underWay[thread];
                calls.Add(begun with { Text = begun.Text + rest, Ended = at });
            }
            else if (text.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                underWay[thread] = new(line.Groups["name"].Value, text[..^Unfinished.Length], at, at);
            }
            else if (line.Groups["name"].Success)
            {
                calls.Add(new(line.Groups["name"].Value, text, at, at));
            }
        }

        return [.. calls.OrderBy(call => call.Begun)];
    }

    public bool IsOn(string path) =>
        Text.Contains($"<{path}>", StringComparison.Ordinal)
        || Text.StartsWith($"\"{path}\"", StringComparison.Ordinal);

    /// <summary>Where a write or a hole is.</summary>
    public (long Offset, long Length) Range()
    {
        GroupCollection last = Regex.Match(Text, @"(\d+), (\d+)\) += \d+$").Groups;
        (long one, long other) = (long.Parse(last[1].ValueSpan, null), long.Parse(last[2].ValueSpan, null));
        return Name == "pwrite64" ? (other, one) : (one, other);
    }
}
