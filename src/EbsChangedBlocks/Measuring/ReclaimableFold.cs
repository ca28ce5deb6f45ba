using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Measuring;

/// <summary>
/// Finds, along a chain, the blocks that only one snapshot of it holds: those that it has anew against the one before it, and that the one after it
/// has anew or no more. Two bits a block are kept.
/// </summary>
internal sealed class ReclaimableFold
{
    private BlockSet? _newInFirst;
    private BlockSet _newInSecond = new();

    /// <summary>Blocks of the pair's first snapshot that no other snapshot of the chain holds; null while nothing is known of the snapshot before it.</summary>
    public long? Count { get; private set; }

    /// <summary>Begins the next pair of the chain. What was second is now first.</summary>
    /// <param name="firstIsKnown">Whether the pair before this one was listed to its end.</param>
    public void NextPair(bool firstIsKnown)
    {
        _newInFirst = firstIsKnown ? _newInSecond : null;
        _newInSecond = new BlockSet();
        Count = firstIsKnown ? 0 : null;
    }

    public void Add(BlockEntry block)
    {
        if (block.FirstToken is not null && _newInFirst is not null && _newInFirst.Contains(block.Index))
            Count++;

        if (block.SecondToken is not null)
            _newInSecond.Add(block.Index);
    }
}
