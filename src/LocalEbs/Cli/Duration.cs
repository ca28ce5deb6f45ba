using System.Globalization;

namespace LocalEbs.Cli;

/// <summary>Reads durations such as <c>100ms</c>, <c>1.5s</c> and <c>2m</c>.</summary>
internal static class Duration
{
    private static readonly (string Suffix, double Milliseconds)[] Units = [("ms", 1), ("s", 1000), ("m", 60_000)];

    /// <exception cref="FormatException">It is no duration.</exception>
    public static TimeSpan Parse(string text)
    {
        foreach ((string suffix, double milliseconds) in Units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal)
                && double.TryParse(text[..^suffix.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
                return TimeSpan.FromMilliseconds(number * milliseconds);
        }

        throw new FormatException($"'{text}' is no duration: write 100ms, 1.5s or 2m.");
    }
}
