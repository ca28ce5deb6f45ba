namespace EbsChangedBlocks.Measuring;

/// <summary>
/// Writes a map as one digit a stretch of the volume: 0 where nothing changed, 1 to 8 for the share of blocks that did,
/// 8 for all of them.
/// </summary>
internal static class MapDigits
{
    public const int Levels = 8;

    /// <param name="map">The counts.</param>
    /// <param name="blocks">How many blocks the map stands for, at least 1.</param>
    /// <param name="width">How many digits to write.</param>
    public static string Write(DensityMap map, long blocks, int width) =>
        string.Create(width, (map, blocks), static (digits, state) =>
        {
            for (int column = 0; column < digits.Length; column++)
            {
                long start = state.blocks * column / digits.Length;
                long end = state.blocks * (column + 1) / digits.Length;
                digits[column] = Digit(state.map, start, end);
            }
        });

    private static char Digit(DensityMap map, long start, long end)
    {
        // A stretch narrower than a cell is shown as the cell; a cell belongs to the stretch that it begins in.
        int first = (int)Math.Min(start / map.CellSpan, DensityMap.Cells - 1);
        if (first * (long)map.CellSpan < start && end > (first + 1L) * map.CellSpan)
        {
            first++;
        }

        int last = Math.Max(first, (int)Math.Min((end - 1) / map.CellSpan, DensityMap.Cells - 1));
        long changed = 0;
        for (int cell = first; cell <= last; cell++)
        {
            changed += map.Count(cell);
        }

        double share = (double)changed / ((last - first + 1L) * map.CellSpan);
        return (char)('0' + Math.Clamp((int)Math.Ceiling(share * Levels), changed > 0 ? 1 : 0, Levels));
    }
}
