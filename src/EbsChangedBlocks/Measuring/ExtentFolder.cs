using System.Runtime.CompilerServices;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Measuring;

/// <summary>
/// Joins adjacent blocks, which come in ascending order, into extents: of one type each, or across types.
/// </summary>
internal sealed class ExtentFolder(bool ignoreChangeType)
{
    private Extent? _open;

    /// <summary>Takes the next block; gives the extent before it if the block does not belong to that one.</summary>
    [MethodImpl(HotPath.Optimized)]
    public Extent? Add(int index, ChangeType type)
    {
        ChangeType? key = ignoreChangeType ? null : type;
        if (_open is Extent open && open.End == index && open.Type == key)
        {
            _open = open with { Count = open.Count + 1 };
            return null;
        }

        Extent? finished = _open;
        _open = new Extent(index, 1, key);
        return finished;
    }

    /// <summary>Gives the last extent, if any.</summary>
    public Extent? Complete()
    {
        Extent? last = _open;
        _open = null;
        return last;
    }
}

/// <summary>
/// A run of adjacent changed blocks: [<paramref name="Start"/>, <paramref name="Start"/> + <paramref name="Count"/>).
/// The type is null where types were joined.
/// </summary>
internal readonly record struct Extent(int Start, int Count, ChangeType? Type)
{
    public long End => (long)Start + Count;
}
