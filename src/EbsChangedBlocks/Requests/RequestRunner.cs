namespace EbsChangedBlocks.Requests;

/// <summary>
/// Sends requests: each when its turn has come, and again, under a budget of time, when its failure may pass. Every try
/// takes a turn of its own, and a throttle slows down all who share the limiter.
/// </summary>
/// <param name="limiter">Paces the requests of all who share the quota.</param>
/// <param name="endpoint">What is asked, as messages name it.</param>
/// <param name="budget">How long one request is tried.</param>
/// <param name="log">Is told of every try but the first.</param>
/// <param name="time">The clock.</param>
/// <param name="jitter">Spreads the tries; <see cref="Random.Shared"/> unless given.</param>
internal sealed class RequestRunner(
    RequestLimiter limiter, string endpoint, TimeSpan budget, IRequestLog log, TimeProvider time, Random? jitter = null)
{
    private readonly RetryWarnings _warnings = new(log, limiter.Quota, endpoint, budget);
    private readonly CircuitBreaker _breaker = new(time);

    public RequestLimiter Limiter => limiter;

    public IRequestLog Log => log;

    /// <summary>
    /// How long nothing may be heard in a try, of which the whole may then take any time; null where the whole is
    /// timed.
    /// </summary>
    public TimeSpan? LongestSilence { get; init; }

    /// <summary>Fetches new credentials where their source can; false where it cannot.</summary>
    public Func<bool> RefreshCredentials { get; init; } = () => false;

    /// <param name="call">Makes one try.</param>
    /// <param name="priority">How soon the result is wanted.</param>
    /// <param name="permit">Leave for the first try, where the caller has it already.</param>
    /// <param name="cancellationToken">Ends the try under way and the waiting for the next.</param>
    /// <exception cref="EbsChangedBlocksException">
    /// The last try failed, or there was none, since it would have failed as another request just did.
    /// </exception>
    public async Task<(T Result, RequestCost Cost)> RunAsync<T>(
        Func<RequestTry, Task<T>> call,
        RequestPriority priority,
        RequestPermit? permit,
        CancellationToken cancellationToken)
    {
        bool isProbe;
        try
        {
            isProbe = await _breaker.EnterAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            permit?.Dispose();
            throw;
        }

        try
        {
            (T, RequestCost) result = await SendAsync(call, priority, permit, cancellationToken).ConfigureAwait(false);
            _breaker.Leave(null);
            return result;
        }
        catch (EbsChangedBlocksException failure)
        {
            _breaker.Leave(failure);
            throw;
        }
        catch when (isProbe)
        {
            _breaker.EndProbe();
            throw;
        }
    }

    private async Task<(T Result, RequestCost Cost)> SendAsync<T>(
        Func<RequestTry, Task<T>> call,
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
                T result = await TryAsync(call, attempts.Timeout, cancellationToken).ConfigureAwait(false);
                return (result, attempts.Cost);
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

    private async Task<T> TryAsync<T>(
        Func<RequestTry, Task<T>> call, TimeSpan timeout, CancellationToken cancellationToken)
    {
        TimeSpan patience = LongestSilence ?? timeout;
        using var attempt = new RequestTry(
            patience, () => _warnings.Unanswered(patience), time, cancellationToken);
        try
        {
            return await call(attempt).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not EbsChangedBlocksException && attempt.IsOverdue)
        {
            string message = LongestSilence is { } silence
                ? $"{endpoint} sent nothing for {silence.TotalSeconds:0} s."
                : $"{endpoint} gave no complete answer within {timeout.TotalSeconds:0} s.";
            throw new EbsChangedBlocksException(FailureKind.RequestTimedOut, message, e);
        }
    }

    private void Tell(EbsChangedBlocksException failure, TimeSpan delay)
    {
        string code = failure.ErrorCode ?? failure.Kind.ToString();
        string request = failure.RequestId is null ? "" : $" (request {failure.RequestId})";
        log.Verbose($"{code}: trying again in {delay.TotalSeconds:0.00} s{request}. {failure.Message}");
    }
}
