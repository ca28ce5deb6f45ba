using System.Management.Automation;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Commands;

/// <summary>
/// Shows how far a listing is, once it is known to be long: by the last block listed, which is all that the service
/// tells.
/// </summary>
internal sealed class ListingProgress(Cmdlet cmdlet, ListingRequest wanted, TimeProvider time, int number = 0)
{
    private const int FirstActivityId = 0x0EB50000;

    private readonly ProgressBar _bar =
        new(cmdlet, FirstActivityId + number, $"Listing changed blocks {wanted.Pair}", time);
    private double? _done;

    public void Update(BlockPage page, int pages)
    {
        // A page without blocks does not say how far the listing is: what was known stays.
        _done = FractionDone(page) ?? _done;
        if (_bar.Due() is TimeSpan elapsed)
        {
            _bar.Show($"{pages} pages", (int?)(100 * _done), elapsed * ((1 - _done) / _done));
        }
    }

    public void Complete() => _bar.Complete();

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
