using System.Management.Automation;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Measuring;

namespace EbsChangedBlocks.Commands;

/// <summary>Shows how far each of the pairs is that are being measured; used on the pipeline thread alone.</summary>
internal sealed class MeasuringProgress(Cmdlet cmdlet, TimeProvider time)
{
    private readonly Dictionary<PlannedPair, (ListingProgress Progress, int Pages)> _pairs =
        new(ReferenceEqualityComparer.Instance);
    private int _begun;

    public void Update(PlannedPair pair, BlockPage page)
    {
        if (!_pairs.TryGetValue(pair, out (ListingProgress Progress, int Pages) known))
        {
            known = (new ListingProgress(cmdlet, new ListingRequest(pair.Pair), time, ++_begun), 0);
        }

        known.Pages++;
        known.Progress.Update(page, known.Pages);
        _pairs[pair] = known;
    }

    public void Complete(PlannedPair pair)
    {
        if (_pairs.Remove(pair, out (ListingProgress Progress, int Pages) known))
        {
            known.Progress.Complete();
        }
    }
}
