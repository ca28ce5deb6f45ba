using System.Globalization;
using System.Xml;

namespace EbsChangedBlocks;

/// <summary>The few shapes of SVG that a map needs, on top of XmlWriter.</summary>
internal static class SvgWriting
{
    public static void Attributes(this XmlWriter svg, params (string Name, object Value)[] attributes)
    {
        foreach ((string name, object value) in attributes)
        {
            svg.WriteAttributeString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
        }
    }

    public static void Shape(this XmlWriter svg, string name, params (string Name, object Value)[] attributes)
    {
        svg.WriteStartElement(name);
        svg.Attributes(attributes);
        svg.WriteEndElement();
    }

    public static void Text(
        this XmlWriter svg, int x, int y, string text, bool bold = false, string anchor = "start", int size = 13)
    {
        svg.WriteStartElement("text");
        svg.Attributes(
            ("x", x),
            ("y", y),
            ("text-anchor", anchor),
            ("font-size", size),
            ("font-weight", bold ? "bold" : "normal"),
            ("fill", "#222"));
        svg.WriteString(text);
        svg.WriteEndElement();
    }
}
