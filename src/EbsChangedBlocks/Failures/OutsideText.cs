using System.Globalization;
using System.Text;

namespace EbsChangedBlocks.Failures;

/// <summary>
/// Text that a server, a program or a file made, as a terminal and a log can bear it: nothing that steers a terminal or
/// forges a line, and no more than a person reads.
/// </summary>
internal static class OutsideText
{
    private const int LongestMessage = 2000;
    private const int LongestName = 128;

    /// <summary>A message, or one of ours with theirs in it.</summary>
    public static string Message(string? text) => Clean(text ?? "", LongestMessage);

    /// <summary>
    /// An error code or a request id; null where it is empty, as servers send what they have not got.
    /// </summary>
    public static string? Name(string? text) => string.IsNullOrEmpty(text) ? null : Clean(text, LongestName);

    /// <summary>
    /// Whether neither an exception nor what is inside it says anything else than <see cref="Message"/> would:
    /// PowerShell shows those as well.
    /// </summary>
    public static bool IsHarmless(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (Message(exception.Message) != exception.Message)
            {
                return false;
            }
        }

        return true;
    }

    private static string Clean(string text, int longest)
    {
        // Cut before it is looked at: a server may send megabytes.
        ReadOnlySpan<char> shown = text.AsSpan(0, Math.Min(text.Length, longest));
        var clean = new StringBuilder(shown.Length);
        foreach (Rune rune in shown.EnumerateRunes())
        {
            clean.Append(Shown(rune));
        }

        return (text.Length > longest ? clean.Append('…') : clean).ToString();
    }

    private static string Shown(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        _ when rune.Value is '\r' or '\n' or '\t' => " ",
        UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => "\uFFFD",
        _ => rune.ToString(),
    };
}
