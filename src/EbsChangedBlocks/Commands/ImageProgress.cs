using System.Globalization;
using System.Management.Automation;
using EbsChangedBlocks.Reading;

namespace EbsChangedBlocks.Commands;

/// <summary>Shows how far an image is; told by any thread, shown by the pipeline's.</summary>
internal sealed class ImageProgress(Cmdlet cmdlet, ImageRequest wanted, TimeProvider time)
{
    private const int ActivityId = 0x0EB60000;

    private readonly ProgressBar _bar = new(
        cmdlet, ActivityId, $"Saving {wanted.SnapshotId} to {Path.GetFileName(wanted.Path)}", time);
    private int? _firstBlock;

    public void Update(MessagePump pump, SnapshotHead head, FillProgress filled)
    {
        _firstBlock ??= filled.Watermark;
        if (_bar.Due() is TimeSpan elapsed)
        {
            pump.Post(_ => Show(head, filled, elapsed));
        }
    }

    public void Complete() => _bar.Complete();

    private void Show(SnapshotHead head, FillProgress filled, TimeSpan elapsed)
    {
        CultureInfo culture = CultureInfo.CurrentCulture;
        long read = filled.ReadCount * head.BlockSize;
        string speed = ByteSize.Format((long)(read / elapsed.TotalSeconds), culture);
        double done = filled.Watermark - _firstBlock!.Value;
        _bar.Show(
            $"{ByteSize.Format(read, culture)} read, {speed}/s",
            (int)(100L * filled.Watermark / head.BlockCount),
            done > 0 ? elapsed * ((head.BlockCount - filled.Watermark) / done) : null);
    }
}
