using System.Collections;

namespace EbsChangedBlocks.Measuring;

/// <summary>A set of block indexes at one bit a block: 16 MiB for 64 TiB, and less where whole stretches hold none.</summary>
internal sealed class BlockSet
{
    private const int ChunkBits = 1 << 16;

    private readonly Dictionary<int, BitArray> _chunks = [];

    public void Add(int index)
    {
        if (!_chunks.TryGetValue(index / ChunkBits, out BitArray? chunk))
            _chunks.Add(index / ChunkBits, chunk = new BitArray(ChunkBits));

        chunk[index % ChunkBits] = true;
    }

    public bool Contains(int index) => _chunks.TryGetValue(index / ChunkBits, out BitArray? chunk) && chunk[index % ChunkBits];
}
