using System.ComponentModel;
using System.Globalization;
using System.Management.Automation.Host;
using System.Text;

namespace EbsChangedBlocks;

/// <summary>
/// Words and drawings for the views of a delta, as the session's culture writes numbers; times are UTC and as ISO 8601
/// has them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DeltaView
{
    private const string UnicodeLevels = " ▁▂▃▄▅▆▇█";
    private const string PlainLevels = " .:-=+*#@";

    /// <summary>
    /// What a list has before a map on its line, the map's two ends, and the column that a terminal keeps for its
    /// cursor.
    /// </summary>
    private const int BesideMap = 16 + 2 + 1;

    private const int UsualWidth = 80;

    /// <summary>A size and how many blocks it is: <c>1.5 GiB in 3,072 blocks</c>.</summary>
    public static string Amount(long bytes, long count) =>
        string.Create(
            CultureInfo.CurrentCulture,
            $"{ByteSize.Format(bytes, CultureInfo.CurrentCulture)} in {count:N0} {(count == 1 ? "block" : "blocks")}");

    /// <summary>A time to the minute: <c>2026-02-01 03:04</c>.</summary>
    public static string Minute(DateTime time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>
    /// A density map as a line of another width; a stretch shows the densest of those it joins, so that nothing
    /// vanishes.
    /// </summary>
    public static string Map(string digits, int width) => Map(digits, width, CanShowBlocks(Console.OutputEncoding));

    /// <summary>
    /// A density map over as many lines as the terminal needs, with a scale below each: the higher the block, the more
    /// of that stretch changed.
    /// </summary>
    public static string Map(SnapshotDelta delta, PSHost? host) =>
        string.Join('\n', Lines(delta, Math.Max(20, WidthOf(host) - BesideMap), CanShowBlocks(Console.OutputEncoding)));

    internal static IEnumerable<string> Lines(SnapshotDelta delta, int width, bool unicode)
    {
        string digits = delta.DensityMap;
        int lines = (digits.Length + width - 1) / width;
        for (int line = 0; line < lines; line++)
        {
            int from = line * digits.Length / lines;
            int to = (line + 1) * digits.Length / lines;
            yield return Map(digits[from..to], to - from, unicode);
            if (delta.VolumeSize is long volume && to - from >= 20)
            {
                long size = Math.Max(volume, delta.LastChangedOffset + delta.BlockSize ?? 0);
                yield return Scale(size, from, to, digits.Length);
            }
        }
    }

    internal static string Map(string? digits, int width, bool unicode)
    {
        if (string.IsNullOrEmpty(digits))
        {
            return "";
        }

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

    internal static bool CanShowBlocks(Encoding encoding) =>
        encoding.GetString(encoding.GetBytes(UnicodeLevels)) == UnicodeLevels;

    /// <summary>Where a stretch of the volume begins, its middle and its end.</summary>
    private static string Scale(long size, int from, int to, int all)
    {
        string begin = from == 0 ? "0" : Place(from);
        string middle = Place((from + to) / 2.0);
        string end = Place(to);
        int half = ((to - from) / 2) + 1;
        return (begin.PadRight(half - (middle.Length / 2)) + middle).PadRight(to - from + 2 - end.Length) + end;

        string Place(double column) => ByteSize.Format((long)(size * (column / all)), CultureInfo.CurrentCulture);
    }

    /// <summary>A host may have no screen, or one of no width, as where its output goes to a file.</summary>
    private static int WidthOf(PSHost? host)
    {
        try
        {
            return host?.UI?.RawUI?.BufferSize.Width is int width and > 0 ? width : UsualWidth;
        }
        catch (Exception e)
            when (e is HostException or NotImplementedException or IOException or PlatformNotSupportedException)
        {
            return UsualWidth;
        }
    }
}
