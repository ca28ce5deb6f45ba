using System.Numerics;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Tests.Listing.Simulation;

/// <summary>
/// Which blocks of a pair are written, and which of those have changed: two bits a block, so that 64 TiB fit.
/// </summary>
internal sealed class SimulatedDisk(int blockCount)
{
    private readonly ulong[] _written = new ulong[(blockCount >> 6) + 1];
    private readonly ulong[] _changed = new ulong[(blockCount >> 6) + 1];

    public int BlockCount => blockCount;

    public int ChangedCount => _changed.Sum(BitOperations.PopCount);

    public int WrittenCount => _written.Sum(BitOperations.PopCount);

    public void Write(int index, bool isChanged)
    {
        _written[index >> 6] |= 1UL << index;
        if (isChanged)
        {
            _changed[index >> 6] |= 1UL << index;
        }
    }

    public bool IsChanged(int index) => index < blockCount && (_changed[index >> 6] >> index & 1) != 0;

    public IEnumerable<int> Changed() => Enumerable.Range(0, blockCount).Where(IsChanged);

    /// <summary>
    /// The changed blocks among so many written ones from an index on, and where the next window begins: null if
    /// nothing is written there.
    /// </summary>
    public (BlockEntry[] Blocks, int? Next) Window(int start, int length)
    {
        List<BlockEntry> blocks = [];
        int next = FirstWritten(start);
        while (length > 0 && next < blockCount)
        {
            ulong written = _written[next >> 6] & (ulong.MaxValue << next);
            while (BitOperations.PopCount(written) > length)
            {
                written &= ~(1UL << (63 - BitOperations.LeadingZeroCount(written)));
            }

            length -= BitOperations.PopCount(written);
            int last = (next & ~63) + 63 - BitOperations.LeadingZeroCount(written);
            for (ulong changed = _changed[next >> 6] & written; changed != 0; changed &= changed - 1)
            {
                blocks.Add(new BlockEntry((next & ~63) + BitOperations.TrailingZeroCount(changed), "first", "second"));
            }

            next = FirstWritten(last + 1);
        }

        return ([.. blocks], next < blockCount ? next : null);
    }

    private int FirstWritten(int from)
    {
        if (from >= blockCount)
        {
            return blockCount;
        }

        ulong word = _written[from >> 6] & (ulong.MaxValue << from);
        int at = from >> 6;
        while (word == 0 && ++at < _written.Length)
        {
            word = _written[at];
        }

        return word == 0 ? blockCount : (at << 6) + BitOperations.TrailingZeroCount(word);
    }
}
