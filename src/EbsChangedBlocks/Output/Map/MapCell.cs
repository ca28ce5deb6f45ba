using System.Xml;
using EbsChangedBlocks.Measuring;

namespace EbsChangedBlocks;

/// <summary>One square of the picture: its colours tell what happened, their strength how much.</summary>
internal static class MapCell
{
    /// <summary>Three colours that people with any form of colour blindness tell apart.</summary>
    /// <remarks>Source: Okabe and Ito, https://jfly.uni-koeln.de/color/</remarks>
    public static readonly (ChangeType Type, string Colour)[] Colours =
    [
        (ChangeType.Added, "#0072b2"),
        (ChangeType.Modified, "#e69f00"),
        (ChangeType.Removed, "#cc79a7"),
    ];

    /// <summary>One changed block among thousands still has to be seen.</summary>
    private const double FaintestOpacity = 0.35;

    public static void Draw(XmlWriter svg, DensityMap map, int cell, int x, int y, int size)
    {
        int changed = map.Count(cell);
        if (changed == 0)
        {
            return;
        }

        double opacity = Math.Round(FaintestOpacity + ((1 - FaintestOpacity) * changed / map.CellSpan), 2);
        double left = x;
        foreach ((ChangeType type, string colour) in Colours)
        {
            double width = Math.Round((double)size * map.Count(cell, type) / changed, 2);
            if (width > 0)
            {
                svg.Shape(
                    "rect",
                    ("x", left),
                    ("y", y),
                    ("width", width),
                    ("height", size),
                    ("fill", colour),
                    ("fill-opacity", opacity));
            }

            left += width;
        }
    }
}
