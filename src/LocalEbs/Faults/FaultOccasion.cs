namespace LocalEbs.Faults;

/// <summary>What decides whether a rule covers a request.</summary>
/// <param name="Number">Counts, from 1 on, the requests that the rule is about.</param>
/// <param name="Uptime">The server's age when the request arrived, by its clock.</param>
/// <param name="Chance">A number that looks random, of the seed, the rule and <paramref name="Number"/>.</param>
internal readonly record struct FaultOccasion(long Number, TimeSpan Uptime, ulong Chance);
