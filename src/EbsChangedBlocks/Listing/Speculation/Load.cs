namespace EbsChangedBlocks.Listing.Speculation;

/// <summary>What a listing holds and awaits at a moment.</summary>
/// <param name="Blocks">Blocks that were answered and not yet taken by the consumer.</param>
/// <param name="InFlight">The ranges that a request is in flight for.</param>
/// <param name="MayStart">Whether new ranges may be started: while the service throttles, what is not sure to be of use is left out.</param>
internal readonly record struct Load(int Blocks, IReadOnlyCollection<ListedRange> InFlight, bool MayStart);
