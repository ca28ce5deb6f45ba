using System.Management.Automation;

namespace EbsChangedBlocks.Commands;

/// <summary>
/// Shows how far something is, once it is known to be long, and not too often. Any thread may ask whether it is due;
/// only the pipeline's shows it.
/// </summary>
internal sealed class ProgressBar(Cmdlet cmdlet, int activityId, string activity, TimeProvider time)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly long _start = time.GetTimestamp();
    private long _nextUpdate = Quiet.Ticks;
    private bool _shown;

    /// <summary>How long it has been under way, where that is to be shown now; for one of those who ask.</summary>
    public TimeSpan? Due()
    {
        TimeSpan elapsed = time.GetElapsedTime(_start);
        long due = Interlocked.Read(ref _nextUpdate);
        return elapsed.Ticks >= due
            && Interlocked.CompareExchange(ref _nextUpdate, (elapsed + Interval).Ticks, due) == due
                ? elapsed
                : null;
    }

    /// <param name="status">What to say.</param>
    /// <param name="percent">How far it is; null where that is not known.</param>
    /// <param name="left">How long it will take; null where that is not known.</param>
    public void Show(string status, int? percent, TimeSpan? left)
    {
        _shown = true;
        var record = new ProgressRecord(activityId, activity, status);
        if (percent is int done)
        {
            record.PercentComplete = done;
        }

        if (left is TimeSpan rest)
        {
            record.SecondsRemaining = (int)rest.TotalSeconds;
        }

        cmdlet.WriteProgress(record);
    }

    public void Complete()
    {
        if (!_shown)
        {
            return;
        }

        try
        {
            cmdlet.WriteProgress(new ProgressRecord(activityId, activity, "Done")
            {
                RecordType = ProgressRecordType.Completed,
            });
        }
        catch (PipelineStoppedException)
        {
            // A stopped pipeline clears its progress by itself, and this runs in a finally.
        }
    }
}
