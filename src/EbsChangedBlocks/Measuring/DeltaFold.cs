using System.Runtime.CompilerServices;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Measuring;

/// <summary>
/// Folds changed blocks, in ascending order, into figures. What it holds does not grow with the blocks.
/// </summary>
internal sealed class DeltaFold
{
    /// <summary>
    /// An index is an int; a size that tells of more blocks cannot be right, and must not make the map grow without
    /// end.
    /// </summary>
    private const long MostBlocks = 1L << 31;

    private readonly long[] _counts = new long[3];
    private readonly ExtentFolder _extents = new(ignoreChangeType: false);

    public DensityMap Map { get; } = new();

    public int BlockSize { get; private set; } = BlockPage.DefaultBlockSize;

    /// <summary>In bytes; null while nobody said.</summary>
    public long? VolumeSize { get; private set; }

    public long ExtentCount { get; private set; }

    /// <summary>In blocks.</summary>
    public int LargestExtent { get; private set; }

    /// <summary>Null while there is no block.</summary>
    public int? FirstIndex { get; private set; }

    /// <summary>Null while there is no block.</summary>
    public int? LastIndex { get; private set; }

    /// <summary>How many blocks the map stands for: the volume's, or as far as there are changes.</summary>
    public long MappedBlocks => Math.Max(1, Math.Max(VolumeBlocks ?? 0, LastIndex + 1L ?? 0));

    /// <summary>
    /// In bytes, what <see cref="MappedBlocks"/> stands for; null while nobody said a size. Of a volume that has grown,
    /// the pair in reverse tells the smaller size.
    /// </summary>
    public long? MappedBytes => VolumeSize is null ? null : MappedBlocks * BlockSize;

    public RequestCost Cost { get; private set; }

    private long? VolumeBlocks => VolumeSize is long size ? Math.Min(size / BlockSize, MostBlocks) : null;

    public long Count(ChangeType type) => _counts[(int)type];

    [MethodImpl(HotPath.Optimized)]
    public void Add(BlockPage page)
    {
        Describe(page.BlockSize, page.VolumeSize);
        Cost += page.Cost;
        for (int at = 0; at < page.Blocks.Count; at++)
        {
            BlockEntry block = page.Blocks[at];
            Add(block.Index, block.ChangeType);
        }
    }

    /// <param name="blockSize">In bytes.</param>
    /// <param name="volumeSize">In bytes, if it is known.</param>
    public void Describe(int blockSize, long? volumeSize)
    {
        BlockSize = blockSize;
        VolumeSize = volumeSize ?? VolumeSize;
        if (VolumeBlocks is long blocks)
        {
            Map.Cover(blocks);
        }
    }

    [MethodImpl(HotPath.Optimized)]
    public void Add(int index, ChangeType type)
    {
        _counts[(int)type]++;
        FirstIndex ??= index;
        LastIndex = index;
        Map.Add(index, type);
        Close(_extents.Add(index, type));
    }

    /// <summary>Ends the last extent; no block comes after it.</summary>
    public void Complete() => Close(_extents.Complete());

    private void Close(Extent? extent)
    {
        if (extent is not Extent closed)
        {
            return;
        }

        ExtentCount++;
        LargestExtent = Math.Max(LargestExtent, closed.Count);
    }
}
