namespace EbsChangedBlocks.Listing.Ahead;

/// <summary>
/// Decides where to look next, and so what a listing costs and how long it takes. What it lists does not depend on it:
/// <see cref="ChainList"/> gives the same blocks under any policy.
/// </summary>
internal interface IAheadPolicy
{
    /// <summary>
    /// Whether a chain that can be continued should be, though the next one's answer may make that needless.
    /// </summary>
    bool Continues(ChainList chains, int index);

    /// <summary>What to ask for next, ahead of the head; null to wait for the next answer.</summary>
    AheadRequest? Next(ChainList chains, Outstanding outstanding);

    /// <summary>Takes in what became of chains, in the order in which it happened.</summary>
    void Learn(ChainList chains, ChainEvent happened);
}

/// <summary>
/// The next page of <paramref name="Chain"/>, or with a <paramref name="ProbeStart"/> the first one of a new chain
/// behind it.
/// </summary>
internal readonly record struct AheadRequest(Chain Chain, int? ProbeStart = null);

/// <summary>What a listing awaits at a moment.</summary>
/// <param name="InFlight">The chains that a request is in flight for.</param>
/// <param name="MayProbe">
/// Whether chains may be begun: while the service throttles, what is not sure to be of use is left out.
/// </param>
internal readonly record struct Outstanding(IReadOnlyCollection<Chain> InFlight, bool MayProbe);
