namespace EbsChangedBlocks.Listing.Ahead;

/// <summary>How sure it is that what a chain lists is of use. A chain goes forward in these, never back.</summary>
internal enum ChainState
{
    /// <summary>It has shown nothing yet: a first page without a block does not tell where its window was.</summary>
    Probe,

    /// <summary>A block, or the end, has shown where it is: every page of it counts, empty ones too.</summary>
    Anchored,

    /// <summary>The chain before it has come up to its start and left the rest to it.</summary>
    Joined,

    /// <summary>Nobody needs it any more.</summary>
    Removed,
}

/// <summary>
/// Pages that follow from each other: it began at <see cref="Start"/> and has listed everything up to <see
/// cref="ListedThrough"/>. Only the last index that it returned, or a page without a token, moves that mark: an empty
/// page tells nothing about where its window ended.
/// </summary>
/// <param name="start">Where it begins.</param>
/// <param name="state">What is known of it.</param>
/// <param name="like">An earlier page of the same listing, if there is one.</param>
internal sealed class Chain(int start, ChainState state, BlockPage? like)
{
    /// <summary>Where a chain has listed through that has nothing behind it.</summary>
    private const long Endless = 1L << 40;

    private const int MostRecentWindows = 4;

    /// <summary>
    /// Page tokens refused one after the other, with nothing had in between, before that is no longer put down to their
    /// age.
    /// </summary>
    private const int MostRefusals = 3;

    private readonly PageOrderGuard _order = new(start, like);
    private readonly Queue<(int First, int Last)> _recentWindows = new();
    private RequestState _request;
    private string? _token;
    private int _refusals;

    public int Start => start;

    public ChainState State { get; private set; } = state;

    public bool IsAnchored => State is ChainState.Anchored or ChainState.Joined;

    /// <summary>
    /// The last index that is known to be listed; <see cref="Start"/> - 1 before there is one, beyond every index at
    /// the end.
    /// </summary>
    public long ListedThrough { get; private set; } = start - 1L;

    public bool IsDone => ListedThrough == Endless;

    public bool IsInFlight => _request == RequestState.InFlight;

    /// <summary>Whether its last request failed, so that it is not continued before somebody waits for it.</summary>
    public bool IsResting => _request == RequestState.Failed;

    /// <summary>Whether there is a next page to ask for that is sure to be of use.</summary>
    public bool CanContinue => IsAnchored && !IsInFlight && !IsDone;

    /// <summary>Pages without a block since <see cref="ListedThrough"/>.</summary>
    public int EmptyPages { get; private set; }

    public int Requests { get; private set; }

    /// <summary>Pages that wait for the chains before them.</summary>
    public Queue<BlockPage> Pages { get; } = new();

    /// <summary>Where its last windows with blocks in them were.</summary>
    public IReadOnlyCollection<(int First, int Last)> RecentWindows => _recentWindows;

    /// <summary>
    /// Whether <paramref name="next"/>, a chain behind this one, goes on for both: it begins where this one has been,
    /// and is further.
    /// </summary>
    public bool HandsOverTo(Chain next) =>
        next.Start <= ListedThrough + 1
        && (next.ListedThrough > ListedThrough || (next.ListedThrough == ListedThrough && !IsInFlight));

    /// <returns>Whether that is news.</returns>
    public bool Join()
    {
        bool isNews = State < ChainState.Joined;
        State = isNews ? ChainState.Joined : State;
        return isNews;
    }

    public void Remove() => State = ChainState.Removed;

    /// <summary>The request for the next page, which is in flight from now on.</summary>
    public PageRequest Ask(SnapshotPair pair, int maxResults)
    {
        _request = RequestState.InFlight;
        Requests++;
        if (_token is not null)
        {
            return new(pair, maxResults, NextToken: _token);
        }

        // A listing from block 0 sends no index, as any other client would.
        return new(pair, maxResults, ListedThrough < 0 ? null : (int)(ListedThrough + 1));
    }

    /// <summary>Takes in the answer to the request in flight.</summary>
    /// <param name="page">The answer.</param>
    /// <param name="end">The index where the listing ends, exclusive.</param>
    /// <returns>How many blocks the chain has to hold for it.</returns>
    /// <exception cref="EbsChangedBlocksException">The page cannot be right.</exception>
    public int Take(BlockPage page, long end)
    {
        _order.Check(page);
        _request = RequestState.None;
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

        if (_token is null || ListedThrough >= end - 1)
        {
            ListedThrough = Endless;
            Anchor();
        }

        return kept.Blocks.Count;
    }

    /// <summary>
    /// Takes in that the request in flight failed. A page token that has expired is replaced by the index after the
    /// last block.
    /// </summary>
    public void Fail(EbsChangedBlocksException failure)
    {
        bool isTokenRefused = failure.Kind == FailureKind.PageTokenInvalid && _token is not null;
        _request = isTokenRefused && _refusals < MostRefusals ? RequestState.None : RequestState.Failed;
        if (isTokenRefused)
        {
            _refusals++;
            _order.Restart();
            _token = null;
            EmptyPages = 0;
        }
    }

    private void Remember(int first, int last)
    {
        ListedThrough = last;
        EmptyPages = 0;
        Anchor();
        _recentWindows.Enqueue((first, last));
        if (_recentWindows.Count > MostRecentWindows)
        {
            _recentWindows.Dequeue();
        }
    }

    private void Anchor() => State = State == ChainState.Probe ? ChainState.Anchored : State;

    /// <summary>A chain has one request in flight at most.</summary>
    private enum RequestState
    {
        None,
        InFlight,
        Failed,
    }
}
