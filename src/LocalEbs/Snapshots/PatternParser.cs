using System.Globalization;

namespace LocalEbs.Snapshots;

/// <summary>Reads sets of blocks: <c>all</c>, <c>5%</c>, <c>5%/200</c>, <c>0-99</c>, <c>100:50</c> and unions with <c>+</c>.</summary>
internal static class PatternParser
{
    /// <param name="where">Names the place in messages.</param>
    /// <param name="text">The set.</param>
    /// <param name="blocks">How many blocks the volume has.</param>
    /// <param name="seed">What scattered sets follow from.</param>
    /// <exception cref="FormatException">It is no set.</exception>
    public static BlockPattern Parse(string where, string text, int blocks, int seed) => text
        .Split('+')
        .Select((part, number) => One(where, part, blocks, seed + number))
        .Aggregate((first, second) => new UnionPattern(first, second));

    private static BlockPattern One(string where, string text, int blocks, int seed) => text switch
    {
        "all" => RangePattern.All,
        "none" => RangePattern.None,
        "first" => new RangePattern(0, 1),
        "last" => new RangePattern(blocks - 1, blocks),
        _ when text.Split("%/") is [string share, string run] && Share(share) is double part && Whole(run) is > 0 and int length => new ScatteredPattern(part, length, seed),
        _ when text.EndsWith('%') && Share(text[..^1]) is double part => new ScatteredPattern(part, 1, seed),
        _ when text.Split('-') is [string from, string to] && Whole(from) is int start && Whole(to) is int end && start <= end && end < blocks => new RangePattern(start, end + 1),
        _ when text.Split(':') is [string taken, string left] && Whole(taken) is > 0 and int inside && Whole(left) is > 0 and int outside => new AlternatingPattern(inside, outside),
        _ => throw new FormatException($"{where}: '{text}' is no set of blocks of a volume with {blocks}: write all, none, first, last, 5%, 5%/200, 0-99 or 100:50."),
    };

    private static double? Share(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent) && percent <= 100 ? percent / 100 : null;

    private static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
