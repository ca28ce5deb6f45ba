using System.Management.Automation;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Commands;

/// <summary>
/// Shows how far a listing is, once it is known to be long: by the last block listed, which is all that the service
/// tells.
/// </summary>
internal sealed class ListingProgress(Cmdlet cmdlet, ListingRequest wanted, TimeProvider time, int number = 0)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private const int FirstActivityId = 0x0EB50000;

    private readonly long _start = time.GetTimestamp();
    private TimeSpan _nextUpdate = Quiet;
    private bool _shown;
    private double? _done;

    private string Activity => $"Listing changed blocks {wanted.Pair}";

    public void Update(BlockPage page, int pages)
    {
        // A page without blocks does not say how far the listing is: what was known stays.
        _done = FractionDone(page) ?? _done;
        TimeSpan elapsed = time.GetElapsedTime(_start);
        if (elapsed < _nextUpdate)
        {
            return;
        }

        _nextUpdate = elapsed + Interval;
        _shown = true;
        var record = new ProgressRecord(FirstActivityId + number, Activity, $"{pages} pages");
        if (_done is double done)
        {
            record.PercentComplete = (int)(100 * done);
            record.SecondsRemaining = (int)(elapsed.TotalSeconds * (1 - done) / done);
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
            cmdlet.WriteProgress(new ProgressRecord(FirstActivityId + number, Activity, "Done")
            {
                RecordType = ProgressRecordType.Completed,
            });
        }
        catch (PipelineStoppedException)
        {
            // A stopped pipeline clears its progress by itself, and this runs in a finally.
        }
    }

    private double? FractionDone(BlockPage page)
    {
        if (page.Blocks.Count == 0 || page.VolumeSize is not long size)
        {
            return null;
        }

        double end = Math.Min(wanted.EndingBlockIndex, size / page.BlockSize);
        double all = Math.Max(1, end - wanted.StartingBlockIndex);
        double done = (page.Blocks[^1].Index - wanted.StartingBlockIndex + 1) / all;
        return Math.Clamp(done, 0.0001, 1);
    }
}
