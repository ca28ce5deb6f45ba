using System.Numerics;

namespace EbsChangedBlocks.Measuring;

/// <summary>
/// A set of block indexes at one bit a block: 16 MiB for 64 TiB, and less where whole stretches hold none.
/// </summary>
internal sealed class BlockSet
{
    private const int BlocksPerWord = 64;
    private const int WordsPerChunk = 1024;
    private const int BlocksPerChunk = BlocksPerWord * WordsPerChunk;

    private readonly Dictionary<int, ulong[]> _chunks = [];

    public void Add(int index)
    {
        if (!_chunks.TryGetValue(index / BlocksPerChunk, out ulong[]? chunk))
        {
            _chunks.Add(index / BlocksPerChunk, chunk = new ulong[WordsPerChunk]);
        }

        chunk[index % BlocksPerChunk / BlocksPerWord] |= 1UL << (index % BlocksPerWord);
    }

    /// <summary>How many indexes are in both sets.</summary>
    public long CountCommon(BlockSet other)
    {
        long count = 0;
        foreach ((int number, ulong[] chunk) in _chunks)
        {
            if (!other._chunks.TryGetValue(number, out ulong[]? others))
            {
                continue;
            }

            for (int word = 0; word < WordsPerChunk; word++)
            {
                count += BitOperations.PopCount(chunk[word] & others[word]);
            }
        }

        return count;
    }
}
