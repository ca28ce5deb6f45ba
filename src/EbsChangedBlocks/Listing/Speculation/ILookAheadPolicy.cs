namespace EbsChangedBlocks.Listing.Speculation;

/// <summary>
/// Decides where to look next, and so what a listing costs and how long it takes. What it lists does not depend on it:
/// <see cref="RangeList"/> gives the same blocks under any policy.
/// </summary>
internal interface ILookAheadPolicy
{
    /// <summary>Whether an idle range should be asked for more, though a neighbour's answer may make that needless.</summary>
    bool Continues(RangeList ranges, int index);

    /// <summary>The next request ahead of the head; null to wait for the next answer.</summary>
    LookAhead? Next(RangeList ranges, Load load);

    /// <summary>A page has come for a range, which has not taken it in yet.</summary>
    void Answered(RangeList ranges, ListedRange range, BlockPage page);

    /// <summary>An answer has come for a range that is no longer needed.</summary>
    void AnsweredInVain();

    /// <summary>A range behind <paramref name="left"/> began where nothing can be known; it is gone.</summary>
    void ProbeFailed(ListedRange left, ListedRange probe);

    /// <summary>A range has come up to the next one, which goes on for both.</summary>
    void Joined(ListedRange left, ListedRange right);

    /// <summary>A range turned out to repeat what others list; it is gone.</summary>
    void Overtaken(ListedRange range);
}
