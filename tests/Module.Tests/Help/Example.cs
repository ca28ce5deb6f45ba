using System.Text.RegularExpressions;

namespace Module.Tests.Help;

/// <summary>An example of a command's page: what to type, and what is shown then.</summary>
internal sealed partial class Example(string command, string title, string body)
{
    public string Command => command;

    public string Title => title;

    public string Body => body;

    public string Code => Fence().Match(body).Groups["code"].Value;

    /// <summary>Null where the page does not show it.</summary>
    public string? Output => OutputFence().Match(body) is { Success: true } shown ? shown.Groups["text"].Value : null;

    [GeneratedRegex(@"(?ms)^```powershell\n(?<code>.*?)\n```$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"(?ms)^```output\n(?<text>.*?)\n```$")]
    private static partial Regex OutputFence();
}
