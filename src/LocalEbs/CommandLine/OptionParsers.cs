using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using LocalEbs.Numerics;

namespace LocalEbs.CommandLine;

/// <summary>Reads option values that System.CommandLine has no parser for, or that have a range.</summary>
internal static class OptionParsers
{
    public static TimeSpan Duration(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (Quantity.Duration(text) is { } duration)
        {
            return duration;
        }

        result.AddError($"'{text}' is no time: {Quantity.DurationSyntax}.");
        return default;
    }

    public static double Share(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (Quantity.Number(text) is { } share && share <= 1)
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

    public static double Number(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (Quantity.Number(text) is { } number)
        {
            return number;
        }

        result.AddError($"'{text}' is no number.");
        return default;
    }

    /// <summary>A parser that says by a <see cref="FormatException"/> what it cannot read.</summary>
    public static Func<ArgumentResult, T?> Each<T>(Func<IEnumerable<string>, T> parse)
        where T : class => result =>
    {
        try
        {
            return parse(result.Tokens.Select(token => token.Value));
        }
        catch (FormatException error)
        {
            result.AddError(error.Message);
            return null;
        }
    };
}
