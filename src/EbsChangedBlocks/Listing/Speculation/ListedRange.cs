namespace EbsChangedBlocks.Listing.Speculation;

/// <summary>
/// One chain of pages: it began at <see cref="Start"/> and has listed everything up to <see cref="Reached"/>. Only the last index that it
/// returned, or a page without a token, moves that mark: an empty page tells nothing about where its window ended.
/// </summary>
internal sealed class ListedRange(int start, BlockPage? like, WindowEstimate windows)
{
    /// <summary>Where a range has reached that has nothing behind it.</summary>
    public const long Endless = 1L << 40;

    private const int RecentWindows = 4;

    /// <summary>
    /// Page tokens refused one after the other, with nothing had in between, before that is no longer put down to their age.
    /// </summary>
    private const int MostRefusals = 3;

    private readonly PageOrderGuard _order = new(start, like);
    private readonly Queue<(int First, int Last)> _recent = new();
    private string? _token;
    private int _refusals;

    public int Start => start;

    /// <summary>
    /// The last index that is known to be listed; <see cref="Start"/> - 1 before there is one, <see cref="Endless"/> at the end.
    /// </summary>
    public long Reached { get; private set; } = start - 1L;

    public bool HasEvidence => Reached >= Start;

    public bool IsDone => Reached == Endless;

    /// <summary>Pages without a block since <see cref="Reached"/>.</summary>
    public int EmptyPages { get; private set; }

    /// <summary>Whether what it lists is sure to be of use: it has shown where it is, or its left neighbour has come up to it.</summary>
    public bool IsAnchored { get; set; }

    /// <summary>Whether a left neighbour has come up to it and left the rest to it.</summary>
    public bool IsJoined { get; set; }

    public bool IsInFlight { get; private set; }

    public bool IsRemoved { get; set; }

    /// <summary>Whether its last request failed, so that it is not continued before somebody waits for it.</summary>
    public bool IsResting { get; private set; }

    public int Requests { get; private set; }

    /// <summary>Pages that wait for the ranges before them.</summary>
    public Queue<BlockPage> Pages { get; } = new();

    /// <summary>Where its last windows with blocks in them were.</summary>
    public IReadOnlyCollection<(int First, int Last)> Recent => _recent;

    public WindowEstimate Windows => windows;

    /// <summary>
    /// Whether <paramref name="next"/>, a range behind this one, has taken over: it begins where this one has been, and is further.
    /// </summary>
    public bool IsContinuedBy(ListedRange next) =>
        next.Start <= Reached + 1 && (next.Reached > Reached || (next.Reached == Reached && !IsInFlight));

    /// <summary>Marks the range as in flight.</summary>
    public PageRequest Ask(SnapshotPair pair, int maxResults)
    {
        IsInFlight = true;
        Requests++;
        if (_token is not null)
            return new(pair, maxResults, NextToken: _token);

        // A listing from block 0 sends no index, as any other client would.
        return new(pair, maxResults, Reached < 0 ? null : (int)(Reached + 1));
    }

    /// <summary>Takes in the answer to the request in flight.</summary>
    /// <param name="page">The answer.</param>
    /// <param name="end">The index where the listing ends, exclusive.</param>
    /// <returns>How many blocks the range has to hold for it.</returns>
    /// <exception cref="ListingException">The page cannot be right.</exception>
    public int Take(BlockPage page, long end)
    {
        _order.Check(page);
        IsInFlight = false;
        IsResting = false;
        _refusals = _token is null && page.Blocks.Count == 0 ? _refusals : 0;
        _token = page.NextToken;
        BlockPage kept = page.Within(Start, end);
        if (page.Blocks.Count > 0)
        {
            Remember(page.Blocks[0].Index, page.Blocks[^1].Index);
            Pages.Enqueue(kept);
        }
        else
        {
            EmptyPages++;
        }

        if (_token is null || Reached >= end - 1)
        {
            Reached = Endless;
            IsAnchored = true;
        }

        return kept.Blocks.Count;
    }

    /// <summary>
    /// Takes in that the request in flight failed. A page token that has expired is replaced by the index after the last block.
    /// </summary>
    public void Fail(ListingException failure)
    {
        IsInFlight = false;
        bool isTokenRefused = failure.Failure == ListingFailure.PageTokenInvalid && _token is not null;
        IsResting = !isTokenRefused || _refusals >= MostRefusals;
        if (!isTokenRefused)
            return;

        _refusals++;
        _order.Restart();
        _token = null;
        EmptyPages = 0;
    }

    private void Remember(int first, int last)
    {
        Reached = last;
        EmptyPages = 0;
        IsAnchored = true;
        _recent.Enqueue((first, last));
        if (_recent.Count > RecentWindows)
            _recent.Dequeue();
    }
}
