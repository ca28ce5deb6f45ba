namespace LocalEbs.Faults;

/// <summary>A fault that hits a request.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Chance">A number that looks random, for a fault that needs one.</param>
internal sealed record ChosenFault(Fault Fault, ulong Chance);
