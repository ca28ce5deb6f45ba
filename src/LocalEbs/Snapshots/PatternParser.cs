using LocalEbs.Numerics;

namespace LocalEbs.Snapshots;

/// <summary>Reads the pattern language of synthetic snapshots.</summary>
internal static class PatternParser
{
    public const string Syntax =
        """
          all  none             every block; no block
          first  last  7        one block: the first, the last, number 7
          0-999  25%-50%        blocks 0 to 999; the second quarter of the volume
          1%                    that share of the blocks, scattered
          1%/1000               the same in runs of 1000 blocks
          2000:8000             2000 blocks in, 8000 out, and again
          A+B                   in A or in B
          A@B                   in A and in B; binds closer than +  (30%@10%/20000+0.02%: hot and cold areas)
        """;

    /// <param name="text">The pattern.</param>
    /// <param name="blockCount">The blocks of the volume it is about.</param>
    /// <param name="key">Decides where scattered blocks fall.</param>
    /// <exception cref="FormatException">The text is no pattern; the message says why.</exception>
    public static BlockPattern Parse(string text, int blockCount, ulong key)
    {
        int scattered = 0;
        return text.Split('+')
            .Select(term => term.Split('@').Select(Simple).Aggregate((a, b) => new IntersectionPattern(a, b)))
            .Aggregate((a, b) => new UnionPattern(a, b));

        BlockPattern Simple(string part) => part switch
        {
            "all" => new RangePattern(0, int.MaxValue),
            "none" => new RangePattern(0, 0),
            "first" => new RangePattern(0, 1),
            "last" => new RangePattern(blockCount - 1, blockCount),
            _ when part.Contains(':') => Alternating(part),
            _ when part.Split('-') is [var from, var to] => Range(from, to, part, blockCount),
            _ when part.Contains('%') => Scattered(part, SplitMix.At(key, scattered++)),
            _ => Range(part, part, part, blockCount),
        };
    }

    private static AlternatingPattern Alternating(string part)
    {
        string[] sides = part.Split(':');
        return sides.Length == 2
            ? new AlternatingPattern(Count(sides[0], 1, part), Count(sides[1], 1, part))
            : throw Unreadable(part);
    }

    private static RangePattern Range(string from, string to, string part, int blockCount)
    {
        bool shares = from.EndsWith('%') && to.EndsWith('%');
        int start = shares ? (int)(Share(from, part) * blockCount) : Count(from, 0, part);
        int stop = shares ? (int)(Share(to, part) * blockCount) : Count(to, 0, part) + 1;
        return start < stop && stop <= blockCount
            ? new RangePattern(start, stop)
            : throw new FormatException($"'{part}' is no range of the volume's blocks, 0 to {blockCount - 1}.");
    }

    private static ScatteredPattern Scattered(string part, ulong key)
    {
        string[] sides = part.Split('/');
        return sides.Length <= 2
            ? new ScatteredPattern(Share(sides[0], part), sides.Length == 2 ? Count(sides[1], 1, part) : 1, key)
            : throw Unreadable(part);
    }

    private static double Share(string text, string part) =>
        Quantity.Share(text) ?? throw Unreadable(part);

    private static int Count(string text, int least, string part) =>
        Quantity.Whole(text) is { } count && count >= least && count < int.MaxValue
            ? (int)count
            : throw Unreadable(part);

    private static FormatException Unreadable(string part) => new($"'{part}' is no pattern of blocks.");
}
