using LocalEbs.Numerics;

namespace LocalEbs.Snapshots;

/// <summary>Reads snapshots as they are described behind --snapshot.</summary>
public static class SnapshotSpec
{
    private const string SyntheticPrefix = "synthetic:";
    private const string Overwritten = "overwritten";

    /// <summary>Reads descriptions such as <c>snap-a=synthetic:64TiB</c> and <c>snap-b=snap-a,changed=1%</c>.</summary>
    /// <param name="specs">The values in the order given; a child comes after its parent.</param>
    /// <exception cref="FormatException">A value cannot be read.</exception>
    /// <exception cref="ArgumentException">A value is out of range, or an id is given twice.</exception>
    /// <exception cref="IOException">An image cannot be read.</exception>
    public static IReadOnlyList<Snapshot> ParseAll(IEnumerable<string> specs)
    {
        var snapshots = new List<Snapshot>();
        foreach (string spec in specs)
        {
            snapshots.Add(Parse(spec, snapshots));
        }

        return snapshots;
    }

    private static Snapshot Parse(string spec, List<Snapshot> earlier)
    {
        int separator = spec.IndexOf('=', StringComparison.Ordinal);
        if (separator < 0)
        {
            throw new FormatException($"'{spec}': write an id and what it stands for, as in snap-a=before.img.");
        }

        (string id, string source) = (spec[..separator], spec[(separator + 1)..]);
        if (earlier.Exists(snapshot => snapshot.Id == id))
        {
            throw new ArgumentException($"{id} is given twice; ids must differ.");
        }

        try
        {
            return Create(id, source, earlier);
        }
        catch (FormatException error)
        {
            throw new FormatException($"{id}: {error.Message}", error);
        }
    }

    private static Snapshot Create(string id, string source, List<Snapshot> earlier)
    {
        string[] parts = source.Split(',');
        if (source.StartsWith(SyntheticPrefix, StringComparison.Ordinal))
        {
            Dictionary<string, string> settings = Settings(parts[1..], "written", "zeros", "seed");
            return new SyntheticSnapshot(
                id,
                Size(parts[0][SyntheticPrefix.Length..]),
                settings.GetValueOrDefault("written", "all"),
                Seed(settings),
                settings.GetValueOrDefault("zeros", "none"));
        }

        return SnapshotId.IsValid(parts[0])
            ? CreateChild(id, parts, earlier.Find(snapshot => snapshot.Id == parts[0]))
            : OpenImage(id, parts, earlier);
    }

    private static SyntheticSnapshot CreateChild(string id, string[] parts, Snapshot? parent)
    {
        if (parent is not SyntheticSnapshot synthetic)
        {
            throw new FormatException($"no synthetic snapshot {parts[0]} comes before it on the command line.");
        }

        Dictionary<string, string> settings =
            Settings(parts[1..], "changed", "added", "removed", "zeros", "seed", "size");
        return synthetic.Child(
            id,
            settings.GetValueOrDefault("changed", "none"),
            settings.GetValueOrDefault("added", "none"),
            settings.GetValueOrDefault("removed", "none"),
            Seed(settings),
            settings.TryGetValue("size", out string? size) ? Size(size) : null,
            settings.GetValueOrDefault("zeros", "none"));
    }

    private static ImageSnapshot OpenImage(string id, string[] parts, List<Snapshot> earlier)
    {
        // Only what the last commas part is a setting, since the path may hold some.
        int path = parts.Length;
        while (path > 1 && parts[path - 1].Split('=')[0] is "lineage" or "zeros")
        {
            path--;
        }

        Dictionary<string, string> settings = Settings(parts[path..], "lineage", "zeros");
        string lineage = settings.GetValueOrDefault("lineage", ImageSnapshot.DefaultLineage);
        string zeros = settings.GetValueOrDefault("zeros", "none");
        return zeros == Overwritten
            ? ImageSnapshot.Open(id, Path(), lineage, before: Before())
            : ImageSnapshot.Open(id, Path(), lineage, zeros);

        string Path() => string.Join(',', parts[..path]);

        ImageSnapshot Before() =>
            earlier.OfType<ImageSnapshot>().LastOrDefault(image => image.Lineage == lineage)
            ?? throw new FormatException($"no image of its lineage comes before it that could be {Overwritten}.");
    }

    private static int Size(string text)
    {
        (int factor, string digits) = text switch
        {
            _ when text.EndsWith("TiB", StringComparison.Ordinal) => (1024, text[..^3]),
            _ when text.EndsWith("GiB", StringComparison.Ordinal) => (1, text[..^3]),
            _ => (0, text),
        };
        return factor > 0 && Quantity.Whole(digits) is { } number && number >= 1
            && number <= Snapshot.MaxVolumeSize / factor
            ? (int)number * factor
            : throw new FormatException($"'{text}' is no volume size: write 1GiB to 64TiB.");
    }

    /// <summary>The <c>name=value</c> parts of a description.</summary>
    /// <exception cref="FormatException">A part is no setting, is unknown or comes twice.</exception>
    private static Dictionary<string, string> Settings(IEnumerable<string> parts, params string[] known)
    {
        var settings = new Dictionary<string, string>();
        foreach (string part in parts)
        {
            string[] sides = part.Split('=', 2);
            if (sides.Length != 2 || !known.Contains(sides[0]))
            {
                throw new FormatException($"'{part}' is unknown here; it takes {string.Join(", ", known)}.");
            }

            if (!settings.TryAdd(sides[0], sides[1]))
            {
                throw new FormatException($"'{sides[0]}' is given twice.");
            }
        }

        return settings;
    }

    private static long? Seed(Dictionary<string, string> settings) => settings.TryGetValue("seed", out string? text)
        ? Quantity.Whole(text) ?? throw new FormatException($"'{text}' is no seed: write a whole number.")
        : null;
}
