namespace LocalEbs.Http;

/// <summary>The requests a server has seen, the newest 100,000 of them.</summary>
public sealed class RequestLog
{
    private const int Capacity = 100_000;

    private readonly Lock _lock = new();
    private readonly Queue<RequestRecord> _records = new();
    private TaskCompletionSource _change = NewChange();
    private readonly Dictionary<string, long> _operations = [];
    private long _count;
    private long _listings;
    private int _inFlight;

    internal RequestLog()
    {
    }

    /// <summary>Raised when a request has arrived; raised on the thread that serves it.</summary>
    public event Action<RequestRecord>? Started;

    /// <summary>Raised when a request is over; raised on the thread that served it.</summary>
    public event Action<RequestRecord>? Completed;

    /// <summary>How many requests have arrived since the server started.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>How many requests are being answered.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>The requests seen so far, in the order of their arrival.</summary>
    public IReadOnlyList<RequestRecord> Snapshot()
    {
        lock (_lock)
        {
            return [.. _records];
        }
    }

    /// <summary>Waits until the requests seen satisfy a condition; each arrival and completion tries it.</summary>
    /// <param name="condition">What to wait for.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The requests that satisfied it.</returns>
    public async Task<IReadOnlyList<RequestRecord>> WaitUntilAsync(
        Func<IReadOnlyList<RequestRecord>, bool> condition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        while (true)
        {
            Task change = Volatile.Read(ref _change).Task;
            IReadOnlyList<RequestRecord> records = Snapshot();
            if (condition(records))
            {
                return records;
            }

            await change.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    internal void Start(RequestRecord record)
    {
        lock (_lock)
        {
            record.Number = ++_count;
            record.ListingNumber = record.IsListing ? ++_listings : null;
            string operation = record.Operation ?? "";
            record.OperationNumber = _operations[operation] = _operations.GetValueOrDefault(operation) + 1;
            _inFlight++;
            _records.Enqueue(record);
            if (_records.Count > Capacity)
            {
                _records.Dequeue();
            }
        }

        Started?.Invoke(record);
        Announce();
    }

    internal void Complete(RequestRecord record, TimeSpan duration)
    {
        lock (_lock)
        {
            record.Duration = duration;
            _inFlight--;
        }

        Completed?.Invoke(record);
        Announce();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Announce() => Interlocked.Exchange(ref _change, NewChange()).SetResult();
}
