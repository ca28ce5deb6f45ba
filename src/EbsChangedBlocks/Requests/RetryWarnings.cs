namespace EbsChangedBlocks.Requests;

/// <summary>Warns, once for each cause, when trying again takes so long that somebody should look.</summary>
internal sealed class RetryWarnings(IRequestLog log, RequestQuota quota, string endpoint, TimeSpan budget)
{
    /// <summary>How long nothing at all may be heard from the endpoint.</summary>
    public static readonly TimeSpan SilencePatience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private int _throttled;
    private int _failing;
    private int _unanswered;

    /// <param name="timeout">After how long the try that has no answer ends.</param>
    public void Unanswered(TimeSpan timeout)
    {
        if (Interlocked.Exchange(ref _unanswered, 1) == 0)
        {
            log.Warning(
                $"{endpoint} has not answered for {SilencePatience.TotalSeconds:0} s. It is waited for up to "
                + $"{timeout.TotalSeconds:0} s, and asked again until {budget.TotalSeconds:0} s have passed.");
        }
    }

    /// <param name="failure">Why a request is tried again.</param>
    /// <param name="elapsed">How long it has been tried.</param>
    public void Consider(EbsChangedBlocksException failure, TimeSpan elapsed)
    {
        if (elapsed < (failure.Kind == FailureKind.EndpointUnreachable ? SilencePatience : Patience))
        {
            return;
        }

        if (failure.Kind == FailureKind.Throttled)
        {
            if (Interlocked.Exchange(ref _throttled, 1) == 0)
            {
                log.Warning(
                    $"Throttled for {elapsed.TotalSeconds:0} s. {quota.Sharing} "
                    + $"It goes on when there is room, or ends after {budget.TotalSeconds:0} s.");
            }
        }
        else if (Interlocked.Exchange(ref _failing, 1) == 0)
        {
            log.Warning(
                $"Failing for {elapsed.TotalSeconds:0} s, and tried again until {budget.TotalSeconds:0} s have passed. "
                + failure.Message);
        }
    }
}
