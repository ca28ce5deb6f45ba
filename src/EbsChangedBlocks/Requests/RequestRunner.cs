namespace EbsChangedBlocks.Requests;

/// <summary>
/// Sends requests: each when its turn has come, and again, under a budget of time, when its failure may pass. Every try
/// takes a turn of its own, and a throttle slows down all who share the limiter.
/// </summary>
/// <param name="limiter">Paces the requests of all who share the quota.</param>
/// <param name="budget">How long one request is tried.</param>
/// <param name="log">Is told of every try but the first.</param>
/// <param name="time">The clock.</param>
/// <param name="jitter">Spreads the tries; <see cref="Random.Shared"/> unless given.</param>
internal sealed class RequestRunner(
    RequestLimiter limiter, TimeSpan budget, IRequestLog log, TimeProvider time, Random? jitter = null)
{
    private readonly RetryWarnings _warnings = new(log, limiter.Quota, budget);

    public RequestLimiter Limiter => limiter;

    /// <summary>Fetches new credentials where their source can; false where it cannot.</summary>
    public Func<bool> RefreshCredentials { get; init; } = () => false;

    /// <param name="call">Makes one try.</param>
    /// <param name="priority">How soon the result is wanted.</param>
    /// <param name="permit">Leave for the first try, where the caller has it already.</param>
    /// <param name="cancellationToken">Ends the try under way and the waiting for the next.</param>
    /// <exception cref="EbsChangedBlocksException">The last try failed.</exception>
    public async Task<(T Result, RequestCost Cost)> RunAsync<T>(
        Func<CancellationToken, Task<T>> call,
        RequestPriority priority,
        RequestPermit? permit,
        CancellationToken cancellationToken)
    {
        var attempts = new RequestAttempts(budget, time, jitter ?? Random.Shared, RefreshCredentials);
        while (true)
        {
            permit ??= await limiter.AcquireAsync(priority, cancellationToken).ConfigureAwait(false);
            permit.Use();
            permit = null;
            TimeSpan delay;
            try
            {
                return (await call(cancellationToken).ConfigureAwait(false), attempts.Cost);
            }
            catch (EbsChangedBlocksException failure)
            {
                if (failure.Kind == FailureKind.Throttled)
                {
                    limiter.BackOff();
                }

                if (attempts.After(failure) is not { } wait)
                {
                    throw;
                }

                delay = wait;
                Tell(failure, delay);
                _warnings.Consider(failure, attempts.Elapsed);
            }

            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Tell(EbsChangedBlocksException failure, TimeSpan delay)
    {
        string code = failure.ErrorCode ?? failure.Kind.ToString();
        string request = failure.RequestId is null ? "" : $" (request {failure.RequestId})";
        log.Verbose($"{code}: trying again in {delay.TotalSeconds:0.00} s{request}. {failure.Message}");
    }
}
