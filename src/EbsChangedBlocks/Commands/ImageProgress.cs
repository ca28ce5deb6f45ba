using System.Globalization;
using System.Management.Automation;
using EbsChangedBlocks.Reading;

namespace EbsChangedBlocks.Commands;

/// <summary>Shows how far an image is, once it is known to take long; told by any thread, shown by the pipeline's.</summary>
internal sealed class ImageProgress(Cmdlet cmdlet, ImageRequest wanted, TimeProvider time)
{
    private const int ActivityId = 0x0EB60000;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly long _start = time.GetTimestamp();
    private long _nextUpdate = Quiet.Ticks;
    private int? _firstBlock;
    private bool _shown;

    private string Activity => $"Saving {wanted.SnapshotId} to {System.IO.Path.GetFileName(wanted.Path)}";

    public void Update(MessagePump pump, SnapshotHead head, FillProgress filled)
    {
        _firstBlock ??= filled.Watermark;
        TimeSpan elapsed = time.GetElapsedTime(_start);
        long due = Interlocked.Read(ref _nextUpdate);
        if (elapsed.Ticks >= due
            && Interlocked.CompareExchange(ref _nextUpdate, (elapsed + Interval).Ticks, due) == due)
        {
            pump.Post(_ => Show(head, filled, elapsed));
        }
    }

    public void Complete()
    {
        if (!_shown)
        {
            return;
        }

        try
        {
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, Activity, "Done")
            {
                RecordType = ProgressRecordType.Completed,
            });
        }
        catch (PipelineStoppedException)
        {
            // A stopped pipeline clears its progress by itself, and this runs in a finally.
        }
    }

    private void Show(SnapshotHead head, FillProgress filled, TimeSpan elapsed)
    {
        _shown = true;
        CultureInfo culture = CultureInfo.CurrentCulture;
        long read = filled.ReadCount * head.BlockSize;
        string speed = ByteSize.Format((long)(read / elapsed.TotalSeconds), culture);
        var record = new ProgressRecord(ActivityId, Activity, $"{ByteSize.Format(read, culture)} read, {speed}/s")
        {
            PercentComplete = (int)(100L * filled.Watermark / head.BlockCount),
        };
        double done = filled.Watermark - _firstBlock!.Value;
        if (done > 0)
        {
            record.SecondsRemaining = (int)(elapsed.TotalSeconds * (head.BlockCount - filled.Watermark) / done);
        }

        cmdlet.WriteProgress(record);
    }
}
