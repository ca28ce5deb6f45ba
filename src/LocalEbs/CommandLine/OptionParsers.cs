using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using LocalEbs.Numerics;

namespace LocalEbs.CommandLine;

/// <summary>Reads option values that System.CommandLine has no parser for, or that have a range.</summary>
internal static class OptionParsers
{
    public static Func<ArgumentResult, TimeSpan> Duration { get; } =
        Value(Quantity.Duration, $"is no time: {Quantity.DurationSyntax}.");

    public static Func<ArgumentResult, double> Share { get; } = Value(
        text => Quantity.Number(text) is <= 1 and { } share ? share : (double?)null,
        "is no share: write a number from 0 to 1.");

    public static Func<ArgumentResult, double> Number { get; } = Value(Quantity.Number, "is no number.");

    public static Func<ArgumentResult, T> WholeNumber<T>(T most)
        where T : struct, IBinaryInteger<T> => Value<T>(
            text => T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out T number) && number <= most
                ? number
                : null,
            $"is no whole number from 0 to {most}.");

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

    private static Func<ArgumentResult, T> Value<T>(Func<string, T?> read, string failure)
        where T : struct => result =>
    {
        string text = result.Tokens[0].Value;
        if (read(text) is { } value)
        {
            return value;
        }

        result.AddError($"'{text}' {failure}");
        return default;
    };
}
