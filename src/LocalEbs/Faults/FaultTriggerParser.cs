using LocalEbs.Numerics;

namespace LocalEbs.Faults;

/// <summary>Reads the part of a rule that says which requests it is about.</summary>
internal static class FaultTriggerParser
{
    /// <exception cref="FormatException">It cannot be read.</exception>
    public static FaultTrigger Parse(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["all"] => FaultTrigger.Always,
        ["every", var interval] => FaultTrigger.Every(Number(interval)),
        ["after", var start] => FaultTrigger.After(Duration(start)),
        ["after", var start, "for", var duration] => FaultTrigger.After(Duration(start), Duration(duration)),
        [var share] when share.EndsWith('%') => FaultTrigger.Share(Share(share)),
        [var numbers] => Requests(numbers.Split('-')),
        _ => throw new FormatException(
            $"'{text}' is no choice of requests: write 3, 5-8, 5-, every 10, 5%, after 2s, after 2s for 3s or all."),
    };

    private static FaultTrigger Requests(string[] ends) => ends switch
    {
        [var only] => FaultTrigger.Requests(Number(only), Number(only)),
        [var first, ""] => FaultTrigger.Requests(Number(first), long.MaxValue),
        [var first, var last] when Number(first) <= Number(last) => FaultTrigger.Requests(Number(first), Number(last)),
        _ => throw new FormatException($"'{string.Join('-', ends)}' is no range of request numbers."),
    };

    private static long Number(string text) =>
        Quantity.Whole(text) is > 0 and { } number
            ? number
            : throw new FormatException(
                $"'{text}' is no request number: write 3, 5-8, 5-, every 10, 5%, after 2s, after 2s for 3s or all.");

    private static double Share(string text) =>
        Quantity.Share(text) ?? throw new FormatException($"'{text}' is no share: write 0% to 100%.");

    private static TimeSpan Duration(string text) =>
        Quantity.Duration(text) ?? throw new FormatException($"'{text}' is no time: {Quantity.DurationSyntax}.");
}
