namespace EbsChangedBlocks.Requests;

/// <summary>One try of a request, while it is under way.</summary>
internal sealed class RequestTry : IDisposable
{
    private readonly TimeSpan _patience;
    private readonly CancellationToken _stopping;
    private readonly CancellationTokenSource _overdue;
    private readonly CancellationTokenSource _ended;
    private readonly ITimer _word;

    /// <param name="patience">After how long without a word from the server it ends.</param>
    /// <param name="unanswered">Called when nothing has been heard for a while.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stopping">Ends it too.</param>
    public RequestTry(TimeSpan patience, Action unanswered, TimeProvider time, CancellationToken stopping)
    {
        _patience = patience;
        _stopping = stopping;
        _overdue = new CancellationTokenSource(patience, time);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(stopping, _overdue.Token);
        _word = time.CreateTimer(
            _ => unanswered(), null, RetryWarnings.SilencePatience, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Fires when it is to end.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Whether it ended because the server took too long.</summary>
    public bool IsOverdue => _overdue.IsCancellationRequested && !_stopping.IsCancellationRequested;

    /// <summary>
    /// Tells that the server has sent something: who hears this has another while to send the next. An answer that is
    /// timed as a whole is not told of.
    /// </summary>
    public void Heard()
    {
        _overdue.CancelAfter(_patience);
        _word.Change(RetryWarnings.SilencePatience, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _word.Dispose();
        _ended.Dispose();
        _overdue.Dispose();
    }
}
