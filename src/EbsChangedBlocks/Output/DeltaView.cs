using System.ComponentModel;
using System.Globalization;
using System.Text;

namespace EbsChangedBlocks;

/// <summary>Words and drawings for the views of a delta.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DeltaView
{
    private const string UnicodeLevels = " ▁▂▃▄▅▆▇█";
    private const string PlainLevels = " .:-=+*#@";

    /// <summary>A size and how many blocks it is: <c>1.5 GiB in 3,072 blocks</c>.</summary>
    public static string Amount(long bytes, long count) =>
        string.Create(CultureInfo.InvariantCulture, $"{ByteSize.Format(bytes)} in {count:N0} {(count == 1 ? "block" : "blocks")}");

    /// <summary>A density map as a line: the higher the block, the more of that stretch changed.</summary>
    public static string Map(string digits) => Map(digits, digits?.Length ?? 0, CanShowBlocks(Console.OutputEncoding));

    /// <summary>A density map as a line of another width; a stretch shows the densest of those it joins, so that nothing vanishes.</summary>
    public static string Map(string digits, int width) => Map(digits, width, CanShowBlocks(Console.OutputEncoding));

    /// <summary>The line below a map: where the volume begins, its middle, its end.</summary>
    public static string Scale(SnapshotDelta delta)
    {
        if (delta.VolumeSize is not long volume || delta.DensityMap.Length < 24)
            return "";

        long size = Math.Max(volume, delta.LastChangedOffset + delta.BlockSize ?? 0);
        string middle = ByteSize.Format(size / 2);
        string end = ByteSize.Format(size);
        int half = (delta.DensityMap.Length / 2) + 1;
        return ("0".PadRight(half - (middle.Length / 2)) + middle).PadRight(delta.DensityMap.Length + 2 - end.Length) + end;
    }

    internal static string Map(string? digits, int width, bool unicode)
    {
        if (string.IsNullOrEmpty(digits))
            return "";

        string levels = unicode ? UnicodeLevels : PlainLevels;
        var line = new StringBuilder("|");
        for (int column = 0; column < width; column++)
        {
            int from = column * digits.Length / width;
            int to = Math.Max(from + 1, (column + 1) * digits.Length / width);
            int level = digits[from..to].Max() - '0';
            line.Append(levels[Math.Clamp(level, 0, levels.Length - 1)]);
        }

        return line.Append('|').ToString();
    }

    internal static bool CanShowBlocks(Encoding encoding) => encoding.GetString(encoding.GetBytes(UnicodeLevels)) == UnicodeLevels;
}
