namespace EbsChangedBlocks.Measuring;

/// <summary>
/// Counts changes by place in a fixed number of cells. All cells span the same number of blocks, a power of two; where
/// a block lies behind the last cell the span doubles and neighbours are added up, so nothing has to be known about the
/// volume beforehand.
/// </summary>
internal sealed class DensityMap
{
    /// <summary>Enough for a picture of 128 by 32, and 48 KB whatever the volume.</summary>
    public const int Cells = 4096;

    private const int Types = 3;

    private readonly int[] _counts = new int[Cells * Types];
    private int _shift;

    /// <summary>Blocks a cell.</summary>
    public int CellSpan => 1 << _shift;

    public void Add(int index, ChangeType type)
    {
        while (index >> _shift >= Cells)
        {
            DoubleSpan();
        }

        _counts[((index >> _shift) * Types) + (int)type]++;
    }

    /// <summary>Widens the cells until they cover that many blocks.</summary>
    public void Cover(long blocks)
    {
        while ((long)Cells << _shift < blocks)
        {
            DoubleSpan();
        }
    }

    public int Count(int cell, ChangeType type) => _counts[(cell * Types) + (int)type];

    /// <summary>Changes in a cell, of any type.</summary>
    public int Count(int cell) =>
        Count(cell, ChangeType.Added) + Count(cell, ChangeType.Modified) + Count(cell, ChangeType.Removed);

    private void DoubleSpan()
    {
        _shift++;
        for (int cell = 0; cell < Cells; cell++)
        {
            for (int type = 0; type < Types; type++)
            {
                int at = (cell * 2 * Types) + type;
                _counts[(cell * Types) + type] = cell < Cells / 2 ? _counts[at] + _counts[at + Types] : 0;
            }
        }
    }
}
