namespace EbsChangedBlocks.Listing.Speculation;

/// <summary>
/// A request ahead of the head: the next page of <paramref name="Range"/>, or with a <paramref name="Start"/> a new range behind it.
/// </summary>
internal readonly record struct LookAhead(ListedRange Range, int? Start = null);
