using LocalEbs.Numerics;

namespace LocalEbs.Faults;

/// <summary>Which requests a fault hits.</summary>
public abstract record FaultTrigger
{
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

    internal abstract bool Covers(FaultOccasion occasion);

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
