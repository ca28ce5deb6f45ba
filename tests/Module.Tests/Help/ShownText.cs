using System.Text.RegularExpressions;

namespace Module.Tests.Help;

/// <summary>What is shown, without what differs from run to run or from screen to screen: times, and the characters of a map.</summary>
internal static partial class ShownText
{
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const string Plain = ".:-=+*#@";

    public static string Of(string text)
    {
        string map = Blocks.Aggregate(text.ReplaceLineEndings("\n"), (shown, block) => shown.Replace(block, Plain[Blocks.IndexOf(block)]));
        string[] lines = [.. Elapsed().Replace(map, "in a while,").Split('\n').Select(line => line.TrimEnd())];
        return string.Join('\n', lines).Trim('\n');
    }

    [GeneratedRegex(@"\bin \d+\.\d s,")]
    private static partial Regex Elapsed();
}
