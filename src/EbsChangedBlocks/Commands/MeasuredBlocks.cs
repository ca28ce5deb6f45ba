using EbsChangedBlocks.Measuring;

namespace EbsChangedBlocks.Commands;

/// <summary>
/// Folds blocks that are piped in, by pair. Blocks of several pairs may come mixed; those of one must ascend.
/// </summary>
internal sealed class MeasuredBlocks
{
    private readonly Dictionary<(string? First, string? Second), Measured> _pairs = [];

    /// <summary>What was measured, in the order in which the pairs first came.</summary>
    public IEnumerable<(SnapshotInfo? First, SnapshotInfo? Second, DeltaFold Fold)> Results =>
        from pair in _pairs
        where !pair.Value.IsBroken
        select (Info(pair.Key.First), Info(pair.Key.Second), pair.Value.Completed());

    /// <exception cref="EbsChangedBlocksException">
    /// The block is not behind the one before it; the pair is not measured then. Said once a pair.
    /// </exception>
    public void Add(ChangedBlock block) =>
        Of(block.FirstSnapshotId, block.SecondSnapshotId)
            .Add(block.BlockIndex, 1, block.ChangeType, block.BlockSize, block.VolumeSize);

    /// <exception cref="EbsChangedBlocksException">The extent is not behind the one before it.</exception>
    public void Add(ChangedExtent extent)
    {
        long blockSize = extent.Length / extent.BlockCount;
        int start = (int)(extent.Offset / blockSize);
        Of(extent.FirstSnapshotId, extent.SecondSnapshotId)
            .Add(start, extent.BlockCount, extent.ChangeType!.Value, (int)blockSize, volumeSize: null);
    }

    /// <exception cref="EbsChangedBlocksException">A block is not behind the one before it.</exception>
    public void Add(ChangedBlockPage page)
    {
        // A page without blocks tells of its pair too: that nothing changed there.
        Of(page.FirstSnapshotId, page.SecondSnapshotId).Describe(page.BlockSize, page.VolumeSize);
        foreach (ChangedBlock block in page.ChangedBlocks)
        {
            Add(block);
        }
    }

    private static SnapshotInfo? Info(string? id) => id is null ? null : new SnapshotInfo(id);

    private Measured Of(string? first, string? second)
    {
        if (!_pairs.TryGetValue((first, second), out Measured? measured))
        {
            _pairs.Add((first, second), measured = new Measured(first, second));
        }

        return measured;
    }

    private sealed class Measured(string? first, string? second)
    {
        private readonly DeltaFold _fold = new();

        public bool IsBroken { get; private set; }

        public void Describe(int blockSize, long? volumeSize) => _fold.Describe(blockSize, volumeSize);

        public void Add(int index, int count, ChangeType type, int blockSize, long? volumeSize)
        {
            if (IsBroken)
            {
                return;
            }

            if (index <= _fold.LastIndex)
            {
                IsBroken = true;
                throw new EbsChangedBlocksException(
                    FailureKind.BlocksOutOfOrder,
                    $"Block {index} of {first} -> {second} came after block {_fold.LastIndex}: "
                    + "the pair is not measured.");
            }

            Describe(blockSize, volumeSize);
            for (int at = 0; at < count; at++)
            {
                _fold.Add(index + at, type);
            }
        }

        public DeltaFold Completed()
        {
            _fold.Complete();
            return _fold;
        }
    }
}
