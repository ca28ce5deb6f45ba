using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Measuring;

/// <summary>
/// What a pair tells about the blocks that one snapshot alone holds, at two bits a block: which the second has anew,
/// and which of the first the second has anew or no more.
/// </summary>
internal sealed class ReclaimableSets
{
    private readonly BlockSet _newInSecond = new();
    private readonly BlockSet _goneFromFirst = new();

    /// <summary>
    /// How many blocks only the snapshot between two pairs holds: new in it, and gone again after it.
    /// </summary>
    public static long CountBetween(ReclaimableSets before, ReclaimableSets after) =>
        before._newInSecond.CountCommon(after._goneFromFirst);

    public void Add(BlockEntry block)
    {
        if (block.FirstToken.IsPresent)
        {
            _goneFromFirst.Add(block.Index);
        }

        if (block.SecondToken.IsPresent)
        {
            _newInSecond.Add(block.Index);
        }
    }
}
