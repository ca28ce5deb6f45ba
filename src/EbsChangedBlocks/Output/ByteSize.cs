using System.ComponentModel;
using System.Globalization;

namespace EbsChangedBlocks;

/// <summary>Writes sizes for people; used by the views. Properties always hold plain numbers of bytes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ByteSize
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>
    /// The size in the largest binary unit that leaves at least 1, with at most two decimals, as the session's culture
    /// writes them: <c>512 KiB</c>, <c>1.5 GiB</c>.
    /// </summary>
    public static string Format(long bytes) => Format(bytes, CultureInfo.CurrentCulture);

    /// <summary>The same as a culture writes it; the invariant one for files and for what programs read.</summary>
    public static string Format(long bytes, IFormatProvider culture)
    {
        double size = bytes;
        int unit = 0;
        while (Math.Abs(size) >= 1024 && unit < Units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return string.Create(culture, $"{size:0.##} {Units[unit]}");
    }
}
