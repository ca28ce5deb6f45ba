using System.Globalization;
using System.Text;
using System.Xml;
using EbsChangedBlocks.Measuring;

namespace EbsChangedBlocks;

/// <summary>
/// Draws maps as one SVG file that needs nothing else: a panel a pair, in which the volume runs in rows from left to
/// right, top to bottom, as text does.
/// </summary>
internal static class MapSvg
{
    private const int Columns = 128;
    private const int CellSize = 7;
    private const int Left = 90;
    private const int PanelTop = 64;
    private const int PanelGap = 34;
    private const int Width = Left + (Columns * CellSize) + 24;
    private const int LegendHeight = 40;

    public static void Write(string path, IReadOnlyList<MapPanel> panels)
    {
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var settings = new XmlWriterSettings { Indent = true, Encoding = encoding };
        using var svg = XmlWriter.Create(path, settings);
        int height = panels.Sum(Height) + LegendHeight;
        svg.WriteStartElement("svg", "http://www.w3.org/2000/svg");
        svg.Attributes(
            ("viewBox", $"0 0 {Width} {height}"),
            ("width", Width),
            ("height", height),
            ("font-family", "system-ui, sans-serif"),
            ("font-size", 13));
        svg.Shape("rect", ("width", Width), ("height", height), ("fill", "white"));
        int top = 0;
        foreach (MapPanel panel in panels)
        {
            Panel(svg, panel, top);
            top += Height(panel);
        }

        Legend(svg, top);
        svg.WriteEndElement();
    }

    private static int Height(MapPanel panel) => PanelTop + (Rows(panel) * CellSize) + PanelGap;

    private static int UsedCells(MapPanel panel) => (int)((panel.Blocks + panel.Map.CellSpan - 1) / panel.Map.CellSpan);

    private static string Size(long bytes) => ByteSize.Format(bytes, CultureInfo.InvariantCulture);

    private static int Rows(MapPanel panel) => (UsedCells(panel) + Columns - 1) / Columns;

    private static void Panel(XmlWriter svg, MapPanel panel, int top)
    {
        SnapshotDelta delta = panel.Delta;
        CultureInfo culture = CultureInfo.InvariantCulture;
        string when = delta.SecondStartTime is DateTime time
            ? string.Create(culture, $", {time:yyyy-MM-dd HH:mm} UTC")
            : "";
        string percent = delta.PercentChanged is double share ? string.Create(culture, $" ({share:0.##} %)") : "";
        string volume = delta.VolumeId is null ? "" : $", {delta.VolumeId}";
        string title = $"{delta.FirstSnapshotId ?? "(whole)"} → {delta.SecondSnapshotId}{volume}{when}";
        svg.Text(Left, top + 28, title, bold: true);
        svg.Text(
            Left,
            top + 48,
            $"{Size(delta.ChangedBytes)} changed{percent}: {Size(delta.AddedBytes)} added, "
                + $"{Size(delta.ModifiedBytes)} modified, {Size(delta.RemovedBytes)} removed. "
                + $"A square is {Size((long)panel.Map.CellSpan * delta.BlockSize)}.");
        int cells = UsedCells(panel);
        for (int row = 0; row < Rows(panel); row++)
        {
            int y = top + PanelTop + (row * CellSize);
            int inRow = Math.Min(Columns, cells - (row * Columns));
            int width = inRow * CellSize;
            svg.Shape("rect", ("x", Left), ("y", y), ("width", width), ("height", CellSize), ("fill", "#f0f0f0"));
            if (row % 4 == 0)
            {
                long offset = (long)row * Columns * panel.Map.CellSpan * delta.BlockSize;
                svg.Text(Left - 8, y + CellSize + 3, Size(offset), anchor: "end", size: 11);
            }

            for (int column = 0; column < inRow; column++)
            {
                MapCell.Draw(svg, panel.Map, (row * Columns) + column, Left + (column * CellSize), y, CellSize);
            }
        }
    }

    private static void Legend(XmlWriter svg, int top)
    {
        int x = Left;
        foreach ((ChangeType type, string colour) in MapCell.Colours)
        {
            svg.Shape("rect", ("x", x), ("y", top), ("width", 12), ("height", 12), ("fill", colour));
            svg.Text(x + 18, top + 11, type.ToString());
            x += 100;
        }

        svg.Text(x, top + 11, "Darker: more of the square changed. Grey: nothing did.");
    }
}

/// <summary>One pair in the picture: its figures, its map, and how many blocks the map stands for.</summary>
internal sealed record MapPanel(SnapshotDelta Delta, DensityMap Map, long Blocks);
