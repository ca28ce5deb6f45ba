using System.Globalization;

namespace LocalEbs.Numerics;

/// <summary>Reads amounts as they are written in the languages of the command line.</summary>
internal static class Quantity
{
    public const string DurationSyntax = "write it as 100ms, 1.5s or 10m";
    public const string SizeSyntax = "write it as 512B, 100KiB, 64MiB or 3GiB";

    public static TimeSpan? Duration(string text) =>
        Scaled(text, ("ms", 1), ("s", 1000), ("m", 60_000)) is { } milliseconds and < int.MaxValue
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;

    /// <summary>Bytes, at least one.</summary>
    public static long? Size(string text) =>
        Scaled(text, ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)) is { } bytes
        && bytes is >= 1 and <= 1L << 50
            ? (long)bytes
            : null;

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

    // The first unit counts that the text ends in.
    private static double? Scaled(string text, params ReadOnlySpan<(string Unit, int Factor)> units)
    {
        foreach ((string unit, int factor) in units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal))
            {
                return Number(text[..^unit.Length]) * factor;
            }
        }

        return null;
    }
}
