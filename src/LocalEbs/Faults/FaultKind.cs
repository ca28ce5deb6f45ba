using System.Globalization;
using LocalEbs.Numerics;

namespace LocalEbs.Faults;

/// <summary>A fault that rules may name.</summary>
/// <param name="Syntax">Its name, and its value if it takes one, in brackets where that may be left out.</param>
/// <param name="Meaning">What it does, for the help.</param>
/// <param name="Make">Makes it of the value given.</param>
internal sealed record FaultKind(string Syntax, string Meaning, Func<FaultArgument, FaultEffect> Make)
{
    /// <summary>A kind that takes no value.</summary>
    public FaultKind(string name, string meaning, FaultEffect effect)
        : this(name, meaning, argument => argument.None(effect))
    {
    }

    /// <summary>All of them, in the order in which the help lists them.</summary>
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        .. RefusalFaults.Kinds, .. ConnectionFaults.Kinds, .. BodyFaults.Kinds, .. PageFaults.Kinds,
        .. ReadFaults.Kinds,
    ];

    public string Name { get; } = Syntax.Split('=', '[')[0];
}

/// <summary>The value behind a fault's name, if any.</summary>
internal readonly record struct FaultArgument(string? Text)
{
    /// <exception cref="FormatException">There is one.</exception>
    public T None<T>(T result) => Text is null
        ? result
        : throw new FormatException($"it takes no value, but '{Text}' is given.");

    /// <exception cref="FormatException">It is no time.</exception>
    public TimeSpan? OptionalDuration() => Text is null
        ? null
        : Quantity.Duration(Text) ?? throw new FormatException($"'{Text}' is no time: {Quantity.DurationSyntax}.");

    /// <exception cref="FormatException">It is no time, or not given.</exception>
    public TimeSpan Duration() =>
        OptionalDuration() ?? throw new FormatException($"a time is missing behind '=': {Quantity.DurationSyntax}.");

    /// <exception cref="FormatException">It is no size.</exception>
    public long Size(long unlessGiven) => Text is null
        ? unlessGiven
        : Quantity.Size(Text) ?? throw new FormatException($"'{Text}' is no size: {Quantity.SizeSyntax}.");

    /// <summary>Bytes a second.</summary>
    /// <exception cref="FormatException">It is no rate, or not given.</exception>
    public long Rate() =>
        Text is not null && Text.EndsWith("/s", StringComparison.Ordinal) && Quantity.Size(Text[..^2]) is { } size
        ? size
        : throw new FormatException($"'{Text}' is no rate: write it as 100KiB/s.");

    /// <exception cref="FormatException">It is no number.</exception>
    public long Number(long unlessGiven) => Text is null
        ? unlessGiven
        : long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new FormatException($"'{Text}' is no whole number.");
}
