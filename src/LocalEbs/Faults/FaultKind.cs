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
        [.. RefusalFaults.Kinds, .. ConnectionFaults.Kinds, .. BodyFaults.Kinds, .. PageFaults.Kinds];

    public string Name { get; } = Syntax.Split('=', '[')[0];
}
