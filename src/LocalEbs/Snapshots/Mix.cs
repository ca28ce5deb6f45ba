namespace LocalEbs.Snapshots;

/// <summary>A number for a seed and an index that looks random and never changes: the finaliser of SplitMix64.</summary>
/// <remarks>Source: https://doi.org/10.1145/2714064.2660195</remarks>
internal static class Mix
{
    public static ulong Hash(ulong seed, ulong index)
    {
        ulong z = seed + (index * 0x9E3779B97F4A7C15) + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Seeds that are neighbours give unrelated numbers.</summary>
    public static ulong Hash(int seed, int index) => Hash(Hash((ulong)(uint)seed, 0), (ulong)(uint)index);
}
