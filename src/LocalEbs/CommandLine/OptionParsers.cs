using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace LocalEbs.CommandLine;

/// <summary>Reads option values that System.CommandLine has no parser for, or that have a range.</summary>
internal static class OptionParsers
{
    public static TimeSpan Duration(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        (double unit, string digits) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (1, text[..^2]),
            _ when text.EndsWith('s') => (1000, text[..^1]),
            _ => (0, text),
        };
        if (unit > 0 && TryParse(digits, out double number) && number * unit < int.MaxValue)
        {
            return TimeSpan.FromMilliseconds(number * unit);
        }

        result.AddError($"'{text}' is no time: write it as 100ms or 1.5s.");
        return default;
    }

    public static double Share(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (TryParse(text, out double share) && share <= 1)
        {
            return share;
        }

        result.AddError($"'{text}' is no share: write a number from 0 to 1.");
        return default;
    }

    public static Func<ArgumentResult, T> WholeNumber<T>(T most)
        where T : struct, IBinaryInteger<T> => result =>
    {
        string text = result.Tokens[0].Value;
        if (T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out T number) && number <= most)
        {
            return number;
        }

        result.AddError($"'{text}' is no whole number from 0 to {most}.");
        return default;
    };

    private static bool TryParse(string text, out double number) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
}
