using System.Globalization;

namespace LocalEbs.Snapshots;

/// <summary>Reads snapshots as the command line describes them.</summary>
public static class SnapshotSpec
{
    /// <summary>The forms, for people.</summary>
    public const string Help = """
        A snapshot to serve; give one option for each.
        snap-a=before.img                        a raw disk image (',lineage=NAME' keeps it apart from other images)
        snap-a=synthetic:64TiB,written=all       a described volume (GiB or TiB)
        snap-b=snap-a,changed=1%,added=0-99      what became of another described snapshot: changed, added, removed
        Sets of blocks: all, none, first, last, 5% (scattered), 5%/200 (in runs of 200), 0-99 (a range), 100:50 (100 in, 50 out, repeated),
        and several joined with '+'. ',seed=N' scatters differently.
        """;

    private const string SyntheticPrefix = "synthetic:";
    private const string ParentPrefix = "snap-";

    /// <summary>Reads the descriptions in order; one may build on those before it.</summary>
    /// <exception cref="FormatException">A description cannot be understood, or an id comes twice.</exception>
    /// <exception cref="IOException">An image cannot be read.</exception>
    public static IReadOnlyList<ISnapshot> ParseAll(IEnumerable<string> specs)
    {
        var snapshots = new List<ISnapshot>();
        foreach (string spec in specs)
        {
            (string id, string source, Dictionary<string, string> settings) = Split(spec);
            if (snapshots.Exists(snapshot => snapshot.Id == id))
                throw new FormatException($"The snapshot {id} is given twice.");

            snapshots.Add(Parse(id, source, settings, snapshots));
        }

        return snapshots;
    }

    private static ISnapshot Parse(string id, string source, Dictionary<string, string> settings, List<ISnapshot> known)
    {
        if (source.StartsWith(SyntheticPrefix, StringComparison.Ordinal))
            return Root(id, source[SyntheticPrefix.Length..], settings);

        if (source.StartsWith(ParentPrefix, StringComparison.Ordinal) && known.Find(snapshot => snapshot.Id == source) is ISnapshot parent)
            return Child(id, parent, settings);

        Only(id, settings, "lineage");
        return File.Exists(source)
            ? ImageSnapshot.Open(id, source, settings.GetValueOrDefault("lineage", "image"))
            : throw new FormatException($"{id}: there is no image file '{source}'.");
    }

    private static SyntheticSnapshot Root(string id, string size, Dictionary<string, string> settings)
    {
        Only(id, settings, "written", "seed");
        long volumeSize = Size(id, size);
        return new SyntheticSnapshot(id, volumeSize, Pattern(id, settings, "written", "all", volumeSize));
    }

    private static SyntheticSnapshot Child(string id, ISnapshot parent, Dictionary<string, string> settings)
    {
        Only(id, settings, "changed", "added", "removed", "seed");
        if (parent is not SyntheticSnapshot described)
            throw new FormatException($"{id}: {parent.Id} is a disk image; only a described snapshot can be built on.");

        return new SyntheticSnapshot(
            id,
            described,
            Pattern(id, settings, "changed", "none", parent.VolumeSize),
            Pattern(id, settings, "added", "none", parent.VolumeSize),
            Pattern(id, settings, "removed", "none", parent.VolumeSize));
    }

    private static BlockPattern Pattern(string id, Dictionary<string, string> settings, string name, string standard, long volumeSize)
    {
        int seed = settings.TryGetValue("seed", out string? text)
            ? int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int given) ? given : throw new FormatException($"{id}: 'seed={text}' is no whole number.")
            : 0;
        int blocks = checked((int)(volumeSize * ((1L << 30) / ISnapshot.BlockSize)));
        return PatternParser.Parse($"{id}: '{name}'", settings.GetValueOrDefault(name, standard), blocks, SeedOf(id, name, seed));
    }

    /// <summary>Every set of every snapshot is scattered in its own way, and always in the same.</summary>
    private static int SeedOf(string id, string name, int seed) =>
        (id + name).Aggregate(seed, (hash, letter) => (int)Mix.Hash(hash, letter));

    private static long Size(string id, string text)
    {
        (string digits, long unit) = text switch
        {
            _ when text.EndsWith("TiB", StringComparison.Ordinal) => (text[..^3], 1024L),
            _ when text.EndsWith("GiB", StringComparison.Ordinal) => (text[..^3], 1L),
            _ => ("", 1L),
        };
        return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number * unit is >= 1 and <= 65_536
            ? number * unit
            : throw new FormatException($"{id}: '{text}' is no volume size: write 1GiB to 64TiB.");
    }

    private static (string Id, string Source, Dictionary<string, string> Settings) Split(string spec)
    {
        if (spec.Split('=', 2) is not [string id, { Length: > 0 } rest] || !id.StartsWith("snap-", StringComparison.Ordinal)
            || id.Length == 5 || !id[5..].All(char.IsAsciiHexDigitLower))
            throw new FormatException($"'{spec}' is no snapshot: write snap-ID=SPEC, with the digits 0-9 and a-f in the id.");

        string[] parts = rest.Split(',');
        var settings = new Dictionary<string, string>();
        foreach (string part in parts[1..])
        {
            if (part.Split('=', 2) is not [string name, string value] || !settings.TryAdd(name, value))
                throw new FormatException($"{id}: '{part}' is no setting of its own: write NAME=VALUE, each name once.");
        }

        return (id, parts[0], settings);
    }

    private static void Only(string id, Dictionary<string, string> settings, params string[] names)
    {
        if (settings.Keys.FirstOrDefault(name => !names.Contains(name)) is string unknown)
            throw new FormatException($"{id}: '{unknown}' is not known here; there are {string.Join(", ", names)}.");
    }
}
