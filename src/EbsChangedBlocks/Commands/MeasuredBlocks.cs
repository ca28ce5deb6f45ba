using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Measuring;

namespace EbsChangedBlocks.Commands;

/// <summary>Folds blocks that are piped in, by pair. Blocks of several pairs may come mixed; those of one must ascend.</summary>
internal sealed class MeasuredBlocks
{
    private readonly Dictionary<(string? First, string? Second), Measured> _pairs = [];

    /// <summary>What was measured, in the order in which the pairs first came.</summary>
    public IEnumerable<(string? First, string? Second, DeltaFold Fold)> Results =>
        from pair in _pairs
        where !pair.Value.IsBroken
        select (pair.Key.First, pair.Key.Second, pair.Value.Completed());

    /// <exception cref="ListingException">The block is not behind the one before it; the pair is not measured then. Said once a pair.</exception>
    public void Add(ChangedBlock block)
    {
        (string?, string?) key = (block.FirstSnapshotId, block.SecondSnapshotId);
        if (!_pairs.TryGetValue(key, out Measured? measured))
            _pairs.Add(key, measured = new Measured());

        measured.Add(block);
    }

    private sealed class Measured
    {
        private readonly DeltaFold _fold = new();

        public bool IsBroken { get; private set; }

        public void Add(ChangedBlock block)
        {
            if (IsBroken)
                return;

            if (block.BlockIndex <= _fold.LastIndex)
            {
                IsBroken = true;
                throw new ListingException(
                    ListingFailure.BlocksOutOfOrder,
                    $"Block {block.BlockIndex} of {block.FirstSnapshotId} -> {block.SecondSnapshotId} came after block {_fold.LastIndex}: the pair is not measured.");
            }

            _fold.Describe(block.BlockSize, block.VolumeSize);
            _fold.Add(block.BlockIndex, block.ChangeType);
        }

        public DeltaFold Completed()
        {
            _fold.Complete();
            return _fold;
        }
    }
}
