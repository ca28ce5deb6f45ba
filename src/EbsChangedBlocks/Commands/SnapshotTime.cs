using System.Globalization;

namespace EbsChangedBlocks.Commands;

/// <summary>
/// Reads times as they stand in files: in ISO 8601, or exactly as Export-Csv writes them in the culture of the session.
/// Anything laxer makes days of months.
/// </summary>
internal static class SnapshotTime
{
    private const DateTimeStyles Style = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeLocal;

    private static readonly string[] Iso8601 =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-ddK",
    ];

    /// <param name="text">A time; one without an offset is a local one.</param>
    /// <param name="culture">The session's.</param>
    /// <param name="time">In UTC.</param>
    /// <param name="byCulture">Whether it was read by the culture's own pattern.</param>
    /// <returns>False where it is neither.</returns>
    public static bool TryRead(string text, CultureInfo culture, out DateTime time, out bool byCulture)
    {
        byCulture = false;
        if (DateTime.TryParseExact(text, Iso8601, CultureInfo.InvariantCulture, Style, out time))
        {
            return true;
        }

        byCulture = DateTime.TryParseExact(text, "G", culture, Style, out time);
        return byCulture;
    }
}
