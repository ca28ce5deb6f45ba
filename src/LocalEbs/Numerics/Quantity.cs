using System.Globalization;

namespace LocalEbs.Numerics;

/// <summary>Reads amounts as they are written in the languages of the command line.</summary>
internal static class Quantity
{
    public const string DurationSyntax = "write it as 100ms, 1.5s or 10m";
    public const string SizeSyntax = "write it as 512B, 100KiB, 64MiB or 3GiB";

    public static TimeSpan? Duration(string text)
    {
        (double milliseconds, string digits) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (1, text[..^2]),
            _ when text.EndsWith('s') => (1000, text[..^1]),
            _ when text.EndsWith('m') => (60_000, text[..^1]),
            _ => (0, text),
        };
        return milliseconds > 0 && Number(digits) * milliseconds is { } total && total < int.MaxValue
            ? TimeSpan.FromMilliseconds(total)
            : null;
    }

    /// <summary>Bytes, at least one.</summary>
    public static long? Size(string text)
    {
        (int shift, string digits) = text switch
        {
            _ when text.EndsWith("GiB", StringComparison.Ordinal) => (30, text[..^3]),
            _ when text.EndsWith("MiB", StringComparison.Ordinal) => (20, text[..^3]),
            _ when text.EndsWith("KiB", StringComparison.Ordinal) => (10, text[..^3]),
            _ when text.EndsWith('B') => (0, text[..^1]),
            _ => (-1, text),
        };
        return shift >= 0 && Number(digits) * (1L << shift) is >= 1 and <= 1L << 50 and { } bytes ? (long)bytes : null;
    }

    /// <summary>The share that a percentage up to 100% stands for, from 0 to 1.</summary>
    public static double? Share(string text) =>
        text.EndsWith('%') && Number(text[..^1]) is { } percent && percent <= 100 ? percent / 100 : null;

    /// <summary>A whole number without sign.</summary>
    public static long? Whole(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    /// <summary>A finite number without sign or exponent.</summary>
    public static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
        && double.IsFinite(number)
            ? number
            : null;
}
