namespace EbsChangedBlocks.Requests;

/// <summary>
/// Finds out once what all requests have in common: keys that are not accepted, an endpoint that is not there. Until
/// there was an answer one request goes alone, and the others wait for what becomes of it. After such a failure those
/// that come fail with it, unsent, until the next one is let through.
/// </summary>
/// <remarks>
/// The pattern: https://learn.microsoft.com/azure/architecture/patterns/circuit-breaker
/// </remarks>
internal sealed class CircuitBreaker(TimeProvider time)
{
    private static readonly TimeSpan OpenFor = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private TaskCompletionSource? _probe;
    private EbsChangedBlocksException? _failure;
    private long _failedAt;
    private bool _wasAnswered;

    /// <summary>Waits until a request may be sent.</summary>
    /// <returns>Whether others wait for what becomes of it.</returns>
    /// <exception cref="EbsChangedBlocksException">It would fail as another did a moment ago.</exception>
    public async Task<bool> EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task probe;
            lock (_gate)
            {
                if (_failure is { } failure && time.GetElapsedTime(_failedAt) < OpenFor)
                {
                    throw failure.NotTriedAgain();
                }

                if (_failure is null && _wasAnswered)
                {
                    return false;
                }

                if (_probe is null)
                {
                    _probe = new TaskCompletionSource();
                    return true;
                }

                probe = _probe.Task;
            }

            await probe.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes in what became of a request that was let through.</summary>
    /// <param name="failure">Why it failed at last; null where it did not.</param>
    public void Leave(EbsChangedBlocksException? failure)
    {
        lock (_gate)
        {
            if (failure is { ConcernsAllPairs: true })
            {
                _failure = failure;
                _failedAt = time.GetTimestamp();
            }
            else
            {
                _failure = null;
                _wasAnswered = true;
            }
        }

        EndProbe();
    }

    /// <summary>Lets another find out: the one that others wait for was called off.</summary>
    public void EndProbe()
    {
        TaskCompletionSource? probe;
        lock (_gate)
        {
            (probe, _probe) = (_probe, null);
        }

        probe?.TrySetResult();
    }
}
