using System.Runtime.ExceptionServices;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Listing.Speculation;

/// <summary>
/// A listing under way: sends what the policy wants while there are slots, permits and memory, hands the answers to the ranges, and the
/// consumer what is due. It goes on while the consumer works, until the room is used up.
/// </summary>
/// <remarks>
/// All state changes under one lock; requests start and continuations run outside of it, on the thread that brought the change. So nothing
/// here needs a thread of its own, and in simulated time everything happens in one order.
/// </remarks>
internal sealed class SpeculativeListing : IAsyncDisposable
{
    private readonly object _gate = new();
    private readonly IPageSource _source;
    private readonly ListingRequest _wanted;
    private readonly RequestRunner _requests;
    private readonly ListingLimits _limits;
    private readonly ILookAheadPolicy _policy;
    private readonly DeliveryQueue _delivery = new();
    private readonly RangeList _ranges;
    private readonly List<Flight> _flights = [];
    private readonly PermitDesk _permits;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationToken _stopped;
    private TaskCompletionSource? _change;
    private TaskCompletionSource? _drained;
    private Exception? _failure;
    private BlockPage? _lastAnswer;
    private bool _isOver;
    private int _busy;

    public SpeculativeListing(
        IPageSource source, ListingRequest wanted, RequestRunner requests, ListingLimits limits, ILookAheadPolicy policy, CancellationToken cancellationToken)
    {
        _source = source;
        _wanted = wanted;
        _requests = requests;
        _limits = limits;
        _policy = policy;
        _ranges = new RangeList(wanted.StartingBlockIndex, wanted.EndingBlockIndex, limits.PageSize, policy, _delivery);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _stopped = _stop.Token;
        _permits = new PermitDesk(requests.Limiter, permit => Proceed(() => _permits!.Keep(permit)), _stopped);
        _stopped.Register(() => Proceed(() => End(new OperationCanceledException(_stopped))));
    }

    /// <summary>Blocks that were answered and not yet taken by the consumer.</summary>
    public int WaitingBlocks
    {
        get
        {
            lock (_gate)
                return _ranges.HeldBlocks + _delivery.Blocks;
        }
    }

    /// <summary>The next page; null at the end. For one caller at a time.</summary>
    /// <exception cref="ListingException">The listing cannot go on; everything before its <see cref="ListingException.NextBlockIndex"/> has been given.</exception>
    /// <exception cref="OperationCanceledException">The listing was cancelled.</exception>
    public async Task<BlockPage?> NextAsync()
    {
        while (true)
        {
            Task change = Task.CompletedTask;
            bool isOver = false;
            BlockPage? page = null;
            Proceed(() =>
            {
                isOver = _isOver;
                if (!_delivery.TryTake(out page) && !isOver)
                    change = (_change = new TaskCompletionSource()).Task;
            });
            if (page is not null)
                return page;

            if (isOver)
            {
                if (_failure is not null)
                    ExceptionDispatchInfo.Throw(_failure);

                return null;
            }

            await change.ConfigureAwait(false);
        }
    }

    /// <summary>Cancels what is in flight and waits until nothing is.</summary>
    public async ValueTask DisposeAsync()
    {
        Proceed(() => End(null));
        Task drained;
        lock (_gate)
            drained = IsDrained ? Task.CompletedTask : (_drained = new TaskCompletionSource()).Task;

        await drained.ConfigureAwait(false);
        _stop.Dispose();
    }

    private bool IsDrained => _isOver && _flights.Count == 0 && _busy == 0;

    /// <summary>Makes a change, then whatever follows from it.</summary>
    private void Proceed(Action change)
    {
        List<Flight> departures = [];
        TaskCompletionSource? told = null;
        bool hasEnded;
        lock (_gate)
        {
            _busy++;
            bool wasOver = _isOver;
            Apply(change, departures);
            hasEnded = _isOver && !wasOver;
            if (_isOver || _delivery.Count > 0)
                (told, _change) = (_change, null);
        }

        if (hasEnded)
            _stop.Cancel();

        foreach (Flight flight in departures)
            _ = SendAsync(flight);

        told?.TrySetResult();
        lock (_gate)
        {
            _busy--;
            told = IsDrained ? _drained : null;
        }

        told?.TrySetResult();
    }

    private void Apply(Action change, List<Flight> departures)
    {
        try
        {
            change();
            if (!_isOver && _ranges.IsComplete)
            {
                _delivery.CountUnanswered(_flights.Count);
                _delivery.Finish(_lastAnswer!);
                End(null);
            }

            while (!_isOver && Depart() is Flight flight)
                departures.Add(flight);

            _permits.GiveBack();
        }
        catch (Exception e)
        {
            End(e);
        }
    }

    private void End(Exception? failure)
    {
        if (_isOver)
            return;

        _isOver = true;
        _failure = failure;
        if (failure is ListingException refused)
            refused.NextBlockIndex = _ranges.Next;
    }

    /// <summary>Chooses what to send next, if there is a permit for it.</summary>
    private Flight? Depart()
    {
        if (_flights.Count == _limits.Parallelism)
            return null;

        var load = new Load(_ranges.HeldBlocks + _delivery.Blocks, [.. _flights.Select(flight => flight.Range)], _requests.Limiter.IsCalm);
        bool isDue = IsHeadDue(load);
        LookAhead? next = isDue ? new(_ranges.Head) : LookAhead(load);
        RequestPriority priority = isDue ? RequestPriority.Due : RequestPriority.Ahead;
        if (next is not LookAhead wanted || _permits.TryTake(priority) is not RequestPermit permit)
            return null;

        ListedRange range = wanted.Start is null ? wanted.Range : _ranges.Insert(wanted);
        PageRequest request = range.Ask(_wanted.Pair, _limits.PageSize) with { Priority = priority, WantsTokens = _wanted.WantsTokens };
        var flight = new Flight(range, request, permit);
        _flights.Add(flight);
        return flight;
    }

    /// <summary>Whether the head goes on. It does under any policy when nothing else is under way.</summary>
    private bool IsHeadDue(Load load) =>
        !_ranges.Head.IsInFlight
        && _delivery.Blocks < _limits.ReadyBlocks
        && MemoryRoom.FitsHead(_limits, load)
        && (_flights.Count == 0 || _policy.Continues(_ranges, 0));

    /// <summary>The first request goes alone: its answer tells how large the volume is and how far a window reaches.</summary>
    private LookAhead? LookAhead(Load load) =>
        _limits.Parallelism > 1 && _lastAnswer is not null && MemoryRoom.Fits(_limits, load) ? _policy.Next(_ranges, load) : null;

    private async Task SendAsync(Flight flight)
    {
        BlockPage? page = null;
        Exception? failure = null;
        try
        {
            _stopped.ThrowIfCancellationRequested();
            Task<BlockPage> answer = _source.GetPageAsync(flight.Request, _requests, flight.Permit, _stopped);
            // Answers that are there at once would nest, request in request.
            page = await answer.ConfigureAwait(answer.IsCompleted ? ConfigureAwaitOptions.ForceYielding : ConfigureAwaitOptions.None);
        }
        catch (Exception e)
        {
            failure = e;
        }

        Proceed(() => Land(flight, page, failure));
    }

    private void Land(Flight flight, BlockPage? page, Exception? failure)
    {
        _flights.Remove(flight);
        if (_isOver)
            return;

        if (page is not null)
        {
            _lastAnswer = page;
            _ranges.Accept(flight.Range, page);
        }
        else if (failure is ListingException refused)
        {
            _ranges.Fail(flight.Range, refused);
            if (flight.Request.Priority == RequestPriority.Due && flight.Range is { IsRemoved: false, IsResting: true })
                End(refused);
        }
        else
        {
            End(failure);
        }
    }
}
