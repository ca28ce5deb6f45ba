using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Listing.Ahead;

/// <summary>
/// Has at most one permit of each priority asked for, so that what to send is chosen when it may be sent, and listings
/// that share a limiter take turns. Calls come one at a time, under the lock of the listing.
/// </summary>
internal sealed class PendingPermits(
    RequestLimiter limiter, Action<RequestPermit> granted, CancellationToken cancellationToken)
{
    private readonly bool[] _asked = new bool[2];
    private RequestPermit? _kept;

    /// <summary>
    /// A permit if there is one at once; otherwise one is asked for, and handed to the callback, outside of the lock,
    /// when it is there.
    /// </summary>
    public RequestPermit? TryTake(RequestPriority priority)
    {
        if (_kept is { } kept)
        {
            _kept = null;
            return kept;
        }

        if (_asked[(int)priority])
        {
            return null;
        }

        Task<RequestPermit> turn = limiter.AcquireAsync(priority, cancellationToken);
        if (turn.IsCompletedSuccessfully)
        {
            return turn.Result;
        }

        _asked[(int)priority] = true;
        _ = WaitAsync(turn);
        return null;
    }

    /// <summary>Keeps a permit that was granted for the next <see cref="TryTake"/>.</summary>
    public void Keep(RequestPermit permit)
    {
        _asked[(int)permit.Priority] = false;
        GiveBack();
        _kept = permit;
    }

    /// <summary>Gives back what is not needed now.</summary>
    public void GiveBack()
    {
        _kept?.Dispose();
        _kept = null;
    }

    private async Task WaitAsync(Task<RequestPermit> turn)
    {
        RequestPermit permit;
        try
        {
            permit = await turn.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        granted(permit);
    }
}
