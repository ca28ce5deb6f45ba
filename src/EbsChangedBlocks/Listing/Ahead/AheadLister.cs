using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Listing.Ahead;

/// <summary>
/// Lists one pair with many requests in flight, some of them ahead of what is listed so far: sends what the policy
/// wants while there are slots, permits and memory, hands the answers to the chains, and the consumer what is due. It
/// goes on while the consumer works, until the memory is used up.
/// </summary>
/// <remarks>
/// <code>
/// block   0                                                        the volume's last
/// head    |== delivered ==>|
///                          ^ watermark: each block before it has been let through, once
/// chain                           |== held ==>     anchored: the head as soon as the head has come up to its start
/// chain                                     |== held ====>    joined: the chain before it has left the rest to it
/// probe                                                          |?   no answer yet: an empty one proves nothing
/// </code>
/// Each arrow is a <see cref="Chain"/> of pages with at most one request in flight, which goes on from its point. The
/// <see cref="ChainList"/> makes one list of them, wherever they begin; an <see cref="IAheadPolicy"/> chooses where;
/// and <see cref="Backpressure"/> bounds what all of them hold.
/// <para>
/// All state changes under one lock; requests start and continuations run outside of it, on the thread that brought the
/// change. So nothing here needs a thread of its own, and in simulated time everything happens in one order.
/// </para>
/// </remarks>
internal sealed class AheadLister : IAsyncDisposable
{
    /// <summary>
    /// Requests in flight unless told otherwise. The default rate times the slowest latency, 0.4 s, asks for 16; 8 are
    /// as fast below 0.2 s, and 32 gain a twentieth for 16 more pages of memory.
    /// </summary>
    public const int DefaultParallelism = 16;

    private readonly object _gate = new();
    private readonly IPageSource _source;
    private readonly ListingRequest _wanted;
    private readonly RequestRunner _requests;
    private readonly Backpressure _limits;
    private readonly IAheadPolicy _policy;
    private readonly ChainList _chains;
    private readonly List<SentRequest> _inFlight = [];
    private readonly EmptyPageGuard _emptyPages;
    private readonly PendingPermits _permits;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenRegistration _cancelled;
    private readonly TaskCompletionSource _drained = new();
    private TaskCompletionSource? _consumer;
    private Exception? _failure;
    private BlockPage? _lastAnswer;
    private bool _isOver;

    public AheadLister(
        IPageSource source, ListingRequest wanted, RequestRunner requests,
        Backpressure limits, IAheadPolicy policy, CancellationToken cancellationToken)
    {
        _source = source;
        _wanted = wanted;
        _requests = requests;
        _limits = limits;
        _policy = policy;
        _chains = new ChainList(wanted.StartingBlockIndex, wanted.EndingBlockIndex);
        _emptyPages = new EmptyPageGuard(wanted.MaxResults, requests.Log);
        _permits = new PendingPermits(requests.Limiter, Keep, _stop.Token);
        _cancelled = cancellationToken.Register(() => Cancel(cancellationToken));
    }

    /// <summary>Blocks that were answered and not yet taken by the consumer.</summary>
    public int WaitingBlocks
    {
        get
        {
            lock (_gate)
            {
                return _chains.WaitingBlocks;
            }
        }
    }

    /// <summary>
    /// The same pages' worth of blocks as <see cref="PageByPageLister"/> gives: ascending, complete, each once.
    /// </summary>
    /// <param name="source">Where pages come from.</param>
    /// <param name="wanted">
    /// What to list. A listing that goes on after a page token, or may not run ahead of its consumer, is one page by
    /// page.
    /// </param>
    /// <param name="requests">Sends the requests.</param>
    /// <param name="parallelism">
    /// Requests in flight, 1 or more. With 1 the requests are those of a listing page by page.
    /// </param>
    /// <param name="cancellationToken">Ends the listing, and what is in flight.</param>
    /// <exception cref="EbsChangedBlocksException">
    /// The listing cannot go on; everything before its <see cref="EbsChangedBlocksException.NextBlockIndex"/> has been
    /// given.
    /// </exception>
    public static IAsyncEnumerable<BlockPage> ListAsync(
        IPageSource source, ListingRequest wanted, RequestRunner requests, int parallelism,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallelism, 1);
        wanted.Check();
        return wanted.NextToken is not null || !wanted.Prefetch
            ? PageByPageLister.ListAsync(source, wanted, requests, cancellationToken)
            : ListAheadAsync(source, wanted, requests, parallelism, cancellationToken);
    }

    /// <summary>The next page; null at the end. For one caller at a time.</summary>
    /// <exception cref="EbsChangedBlocksException">
    /// The listing cannot go on; everything before its <see cref="EbsChangedBlocksException.NextBlockIndex"/> has been
    /// given.
    /// </exception>
    /// <exception cref="OperationCanceledException">The listing was cancelled.</exception>
    public async Task<BlockPage?> NextAsync()
    {
        while (true)
        {
            BlockPage? page;
            Task? news = null;
            lock (_gate)
            {
                if (!_chains.Delivery.TryTake(out page) && !_isOver)
                {
                    news = (_consumer = new TaskCompletionSource()).Task;
                }
            }

            Proceed();
            if (news is not null)
            {
                await news.ConfigureAwait(false);
                continue;
            }

            if (page is null && _failure is not null)
            {
                ExceptionDispatchInfo.Throw(_failure);
            }

            return page;
        }
    }

    /// <summary>Cancels what is in flight and waits until nothing is.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            End(null);
        }

        Proceed();
        await _drained.Task.ConfigureAwait(false);
        _cancelled.Unregister();
    }

    private static async IAsyncEnumerable<BlockPage> ListAheadAsync(
        IPageSource source, ListingRequest wanted, RequestRunner requests, int parallelism,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (wanted.StartingBlockIndex >= wanted.EndingBlockIndex)
        {
            yield break;
        }

        var limits = new Backpressure(parallelism, wanted.MaxResults);
        // The same seed for all: a listing that is run again makes the same choices.
        var policy = new AheadPolicy(limits, new Random(0));
        var lister = new AheadLister(source, wanted, requests, limits, policy, cancellationToken);
        await using (lister.ConfigureAwait(false))
        {
            while (await lister.NextAsync().ConfigureAwait(false) is { } page)
            {
                yield return page;
            }
        }
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            End(new OperationCanceledException(cancellationToken));
        }

        Proceed();
    }

    private void Keep(RequestPermit permit)
    {
        lock (_gate)
        {
            _permits.Keep(permit);
        }

        Proceed();
    }

    private void Land(SentRequest sent, BlockPage? page, Exception? failure)
    {
        lock (_gate)
        {
            _inFlight.Remove(sent);
            if (!_isOver)
            {
                TakeIn(sent, page, failure);
            }
        }

        Proceed();
    }

    private void TakeIn(SentRequest sent, BlockPage? page, Exception? failure)
    {
        try
        {
            if (page is not null)
            {
                _lastAnswer = page;
                _emptyPages.Check(page);
                Learn(_chains.Accept(sent.Chain, page));
            }
            else if (failure is EbsChangedBlocksException refused)
            {
                Learn(_chains.Fail(sent.Chain, refused));
                bool isNeeded = sent.Request.Priority == RequestPriority.Due && sent.Chain.State != ChainState.Removed;
                if (isNeeded && sent.Chain.IsResting)
                {
                    End(refused);
                }
            }
            else
            {
                End(failure);
            }
        }
        catch (Exception e)
        {
            End(e);
        }
    }

    private void Learn(IEnumerable<ChainEvent> events)
    {
        foreach (ChainEvent happened in events)
        {
            _policy.Learn(_chains, happened);
        }
    }

    private void End(Exception? failure)
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        _failure = failure;
        if (failure is EbsChangedBlocksException refused)
        {
            refused.NextBlockIndex = _chains.Delivery.Watermark;
        }
    }

    /// <summary>
    /// Does whatever follows from a change: after every one, and outside of the lock where it runs others' code.
    /// </summary>
    private void Proceed()
    {
        List<SentRequest> departures = [];
        TaskCompletionSource? consumer = null;
        bool isDrained;
        lock (_gate)
        {
            Decide(departures);
            _permits.GiveBack();
            if (_isOver || !_chains.Delivery.IsEmpty)
            {
                (consumer, _consumer) = (_consumer, null);
            }

            isDrained = _isOver && _inFlight.Count == 0;
        }

        if (_isOver)
        {
            _stop.Cancel();
        }

        foreach (SentRequest departure in departures)
        {
            _ = SendAsync(departure);
        }

        consumer?.TrySetResult();
        if (isDrained)
        {
            _drained.TrySetResult();
        }
    }

    private void Decide(List<SentRequest> departures)
    {
        try
        {
            if (!_isOver && _chains.IsComplete)
            {
                _chains.Delivery.CountUnanswered(_inFlight.Count);
                _chains.Delivery.Finish(_lastAnswer!);
                End(null);
            }

            while (!_isOver && Depart() is { } departure)
            {
                departures.Add(departure);
            }
        }
        catch (Exception e)
        {
            End(e);
        }
    }

    /// <summary>Chooses what to send next, if there is a permit for it.</summary>
    private SentRequest? Depart()
    {
        if (_inFlight.Count == _limits.Parallelism)
        {
            return null;
        }

        bool isDue = IsHeadDue();
        RequestPriority priority = isDue ? RequestPriority.Due : RequestPriority.Ahead;
        AheadRequest? next = isDue ? new(_chains.Head) : NextAhead();
        if (next is not { } wanted || _permits.TryTake(priority) is not { } permit)
        {
            return null;
        }

        Chain chain = wanted.ProbeStart is { } start ? Begin(wanted.Chain, start) : wanted.Chain;
        PageRequest request = chain.Ask(_wanted.Pair, _limits.PageSize) with
        {
            Priority = priority,
            WantsTokens = _wanted.WantsTokens,
        };
        var sent = new SentRequest(chain, request, permit);
        _inFlight.Add(sent);
        return sent;
    }

    private Chain Begin(Chain left, int start)
    {
        ChainEvent.Began began = _chains.Begin(left, start);
        Learn([began]);
        return began.Probe;
    }

    /// <summary>Whether the head goes on. It does under any policy when nothing else is under way.</summary>
    private bool IsHeadDue() =>
        !_chains.Head.IsInFlight
        && _limits.FitsHead(_chains.WaitingBlocks, _inFlight.Count, _chains.Delivery.ReadyBlocks)
        && (_inFlight.Count == 0 || _policy.Continues(_chains, 0));

    /// <summary>
    /// The first request goes alone: its answer tells how large the volume is and how far a window reaches.
    /// </summary>
    private AheadRequest? NextAhead() =>
        _limits.Parallelism > 1 && _lastAnswer is not null && _limits.FitsAhead(_chains.WaitingBlocks, _inFlight.Count)
            ? _policy.Next(_chains, new([.. _inFlight.Select(sent => sent.Chain)], _requests.Limiter.IsCalm))
            : null;

    private async Task SendAsync(SentRequest sent)
    {
        BlockPage? page = null;
        Exception? failure = null;
        try
        {
            _stop.Token.ThrowIfCancellationRequested();
            Task<BlockPage> answer = _source.GetPageAsync(sent.Request, _requests, sent.Permit, _stop.Token);
            // Answers that are there at once would nest, request in request.
            page = await answer.ConfigureAwait(
                answer.IsCompleted ? ConfigureAwaitOptions.ForceYielding : ConfigureAwaitOptions.None);
        }
        catch (Exception e)
        {
            failure = e;
        }

        Land(sent, page, failure);
    }

    /// <summary>A request on its way.</summary>
    /// <param name="Chain">The chain that it was sent for.</param>
    /// <param name="Request">
    /// Due if the chain was the head when it was sent: only then its failure is one of the listing.
    /// </param>
    /// <param name="Permit">Leave to send it.</param>
    private sealed record SentRequest(Chain Chain, PageRequest Request, RequestPermit Permit);
}
