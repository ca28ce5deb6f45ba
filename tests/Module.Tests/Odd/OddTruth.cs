namespace Module.Tests.Odd;

/// <summary>What a right list says, and what a list does say, as rows of text.</summary>
internal static class OddTruth
{
    public static IEnumerable<string> Blocks(OddVolume volume, int start, int end) => Changes(volume, start, end)
        .Select(index => $"{index} {volume.ChangeType(index)} {volume.FirstToken(index)} {volume.SecondToken(index)}");

    public static IEnumerable<string> Extents(OddVolume volume, int start, int end) => Runs(volume, start, end)
        .Select(run => $"{run.Start * 524_288L}+{run.Count * 524_288L} {volume.ChangeType(run.Start)}");

    public static string Figures(OddVolume volume)
    {
        int[] changes = [.. Changes(volume, 0, volume.BlockCount)];
        (int Start, int Count)[] runs = [.. Runs(volume, 0, volume.BlockCount)];
        string ends = changes.Length == 0 ? " to " : $"{changes[0] * 524_288L} to {changes[^1] * 524_288L}";
        return $"{changes.Length} blocks, {runs.Length} extents, {ends}, "
            + $"{runs.Max(run => (int?)run.Count) * 524_288L ?? 0} in one";
    }

    /// <param name="item">What the module has emitted.</param>
    public static string Row(dynamic item) => item.GetType().Name switch
    {
        "ChangedBlock" => $"{item.BlockIndex} {item.ChangeType} {item.FirstBlockToken} {item.SecondBlockToken}",
        "ChangedExtent" => $"{item.Offset}+{item.Length} {item.ChangeType}",
        _ => $"{item.ChangedCount} blocks, {item.ExtentCount} extents, {item.FirstChangedOffset} to "
            + $"{item.LastChangedOffset}, {item.LargestExtentBytes} in one",
    };

    private static IEnumerable<int> Changes(OddVolume volume, int start, int end) =>
        Enumerable.Range(start, end - start).Where(volume.Differs);

    private static IEnumerable<(int Start, int Count)> Runs(OddVolume volume, int start, int end)
    {
        int begin = start;
        for (int index = start; index < end; index++)
        {
            begin = volume.Differs(index) ? begin : index + 1;
            bool goesOn = index + 1 < end && volume.Differs(index + 1)
                && volume.ChangeType(index + 1) == volume.ChangeType(index);
            if (begin <= index && !goesOn)
            {
                yield return (begin, index + 1 - begin);
                begin = index + 1;
            }
        }
    }
}
