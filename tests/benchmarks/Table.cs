using System.Globalization;

namespace Benchmarks;

/// <summary>Prints rows as a table in Markdown.</summary>
internal static class Table
{
    public static void Print(string title, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        Console.WriteLine();
        Console.WriteLine($"### {title}");
        Console.WriteLine();
        Console.WriteLine($"| {string.Join(" | ", header)} |");
        Console.WriteLine($"|{string.Concat(Enumerable.Repeat("---|", header.Count))}");
        foreach (IReadOnlyList<string> row in rows)
        {
            Console.WriteLine($"| {string.Join(" | ", row)} |");
        }
    }

    public static string Number(double value, string format = "0.00") =>
        value.ToString(format, CultureInfo.InvariantCulture);

    public static string Ratio(double value) => double.IsFinite(value) ? Number(value) + " ×" : "";
}
