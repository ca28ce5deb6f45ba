using LocalEbs.Numerics;

namespace LocalEbs.Faults;

/// <summary>
/// Finds the rule that a request falls under: the first that covers it. Nothing but its arguments decides.
/// </summary>
internal sealed class FaultChooser(IReadOnlyList<FaultRule> rules, long seed)
{
    // Positions below it are those of the keys that LocalEbs.Listing.WindowSizes takes from the same seed.
    private const int FirstKey = 2;

    /// <param name="operation">What is asked for; null for nothing that is served.</param>
    /// <param name="listingNumber">The request's number among the listings; null if it is none.</param>
    /// <param name="operationNumber">Its number among those of its operation.</param>
    /// <param name="uptime">The server's age when it arrived.</param>
    public ChosenFault? Choose(string? operation, long? listingNumber, long operationNumber, TimeSpan uptime)
    {
        for (int i = 0; i < rules.Count; i++)
        {
            long? number = rules[i].Operation is not { } only ? listingNumber
                : only == operation ? operationNumber
                : null;
            if (number is not { } counted)
            {
                continue;
            }

            ulong chance = SplitMix.At(SplitMix.At((ulong)seed, FirstKey + i), counted);
            if (rules[i].Trigger.Covers(new FaultOccasion(counted, uptime, chance)))
            {
                return new ChosenFault(rules[i].Fault, chance);
            }
        }

        return null;
    }
}

/// <summary>A fault that hits a request.</summary>
/// <param name="Fault">The fault.</param>
/// <param name="Chance">A number that looks random, for a fault that needs one.</param>
internal sealed record ChosenFault(Fault Fault, ulong Chance);
