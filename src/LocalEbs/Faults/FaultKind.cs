namespace LocalEbs.Faults;

/// <summary>A fault that rules may name.</summary>
/// <param name="Syntax">Its name, and its value if it takes one, in brackets where that may be left out.</param>
/// <param name="Meaning">What it does, for the help.</param>
/// <param name="Make">Makes it of the value given.</param>
internal sealed record FaultKind(string Syntax, string Meaning, Func<FaultArgument, IFaultEffect> Make)
{
    public string Name { get; } = Syntax.Split('=', '[')[0];
}
