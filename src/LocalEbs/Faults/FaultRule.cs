using LocalEbs.Http;

namespace LocalEbs.Faults;

/// <summary>A line of a script of faults: what happens, and to which requests.</summary>
/// <param name="Trigger">Which requests it hits.</param>
/// <param name="Fault">What happens to them.</param>
/// <param name="Operation">
/// The operation whose requests it hits and counts: ListChangedBlocks, ListSnapshotBlocks or GetSnapshotBlock. Unless
/// given, both listings, counted together.
/// </param>
public sealed record FaultRule(FaultTrigger Trigger, Fault Fault, string? Operation = null)
{
    /// <summary>
    /// Reads a rule such as <c>3:throttle</c>, <c>every 10:reset</c> or <c>ListSnapshotBlocks 5%:slow=100KiB/s</c>.
    /// LocalEbs's <c>--help</c> has the whole language.
    /// </summary>
    /// <exception cref="FormatException">It cannot be read; the message says why.</exception>
    public static FaultRule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] sides = text.Split(':', 2);
        if (sides.Length != 2)
        {
            throw new FormatException(
                $"'{text}' is no fault: write which requests and what happens to them, as in 3:throttle.");
        }

        try
        {
            string trigger = sides[0].Trim();
            string? operation = EbsRequest.Operations.FirstOrDefault(
                name => trigger.StartsWith(name + " ", StringComparison.Ordinal));
            return new FaultRule(
                FaultTrigger.Parse(operation is null ? trigger : trigger[operation.Length..]),
                Fault.Parse(sides[1].Trim()),
                operation);
        }
        catch (FormatException error)
        {
            throw new FormatException($"'{text}': {error.Message}", error);
        }
    }
}
