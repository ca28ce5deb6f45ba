using LocalEbs.Numerics;

namespace LocalEbs.Faults;

/// <summary>Which requests a fault hits.</summary>
public abstract record FaultTrigger
{
    private const string Syntax = "3, 5-8, 5-, every 10, 5%, after 2s, after 2s for 3s or all";

    private protected FaultTrigger()
    {
    }

    /// <summary>Every request.</summary>
    public static FaultTrigger Always { get; } = Requests(1, long.MaxValue);

    /// <summary>The requests with these numbers, which count from 1 on.</summary>
    /// <param name="first">The first number.</param>
    /// <param name="last">The last number.</param>
    public static FaultTrigger Requests(long first, long last) => new NumberTrigger(first, last);

    /// <summary>Each request whose number is a multiple of this one.</summary>
    /// <param name="interval">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less.</exception>
    public static FaultTrigger Every(long interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, 1);
        return new IntervalTrigger(interval);
    }

    /// <summary>A share of the requests that the seed picks.</summary>
    /// <param name="share">From 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is less or more.</exception>
    public static FaultTrigger Share(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        return new ShareTrigger(share);
    }

    /// <summary>The requests that arrive within a time on the server's clock.</summary>
    /// <param name="start">When it begins, counted from the start of the server.</param>
    /// <param name="duration">How long it lasts; for good unless given.</param>
    public static FaultTrigger After(TimeSpan start, TimeSpan? duration = null) => new ClockTrigger(start, duration);

    /// <summary>Reads the part of a rule that says which requests it is about.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    internal static FaultTrigger Parse(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["all"] => Always,
        ["every", var interval] => Every(ParseNumber(interval)),
        ["after", var start] => After(ParseDuration(start)),
        ["after", var start, "for", var duration] => After(ParseDuration(start), ParseDuration(duration)),
        [var share] when share.EndsWith('%') => Share(ParseShare(share)),
        [var numbers] => ParseRequests(numbers.Split('-')),
        _ => throw new FormatException($"'{text}' is no choice of requests: write {Syntax}."),
    };

    internal abstract bool Covers(FaultOccasion occasion);

    private static FaultTrigger ParseRequests(string[] ends) => ends switch
    {
        [var only] => Requests(ParseNumber(only), ParseNumber(only)),
        [var first, ""] => Requests(ParseNumber(first), long.MaxValue),
        [var first, var last] when ParseNumber(first) <= ParseNumber(last) =>
            Requests(ParseNumber(first), ParseNumber(last)),
        _ => throw new FormatException($"'{string.Join('-', ends)}' is no range of request numbers."),
    };

    private static long ParseNumber(string text) => Quantity.Whole(text) is > 0 and { } number
        ? number
        : throw new FormatException($"'{text}' is no request number: write {Syntax}.");

    private static double ParseShare(string text) =>
        Quantity.Share(text) ?? throw new FormatException($"'{text}' is no share: write 0% to 100%.");

    private static TimeSpan ParseDuration(string text) =>
        Quantity.Duration(text) ?? throw new FormatException($"'{text}' is no time: {Quantity.DurationSyntax}.");

    private sealed record NumberTrigger(long First, long Last) : FaultTrigger
    {
        internal override bool Covers(FaultOccasion occasion) => occasion.Number >= First && occasion.Number <= Last;
    }

    private sealed record IntervalTrigger(long Interval) : FaultTrigger
    {
        internal override bool Covers(FaultOccasion occasion) => occasion.Number % Interval == 0;
    }

    private sealed record ShareTrigger(double Portion) : FaultTrigger
    {
        internal override bool Covers(FaultOccasion occasion) => occasion.Chance < SplitMix.Threshold(Portion);
    }

    private sealed record ClockTrigger(TimeSpan Start, TimeSpan? Duration) : FaultTrigger
    {
        internal override bool Covers(FaultOccasion occasion) =>
            occasion.Uptime >= Start && (Duration is not { } duration || occasion.Uptime - Start < duration);
    }
}

/// <summary>What decides whether a rule covers a request.</summary>
/// <param name="Number">Counts, from 1 on, the requests that the rule is about.</param>
/// <param name="Uptime">The server's age when the request arrived, by its clock.</param>
/// <param name="Chance">A number that looks random, of the seed, the rule and <paramref name="Number"/>.</param>
internal readonly record struct FaultOccasion(long Number, TimeSpan Uptime, ulong Chance);
