using CsCheck;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Tests.Measuring;

/// <summary>Snapshots of one volume, each a map from written blocks to what is in them.</summary>
internal sealed record SimulatedChain(IReadOnlyList<Dictionary<int, int>> Snapshots)
{
    public static readonly Gen<SimulatedChain> Any =
        from count in Gen.Int[2, 5]
        from snapshots in Gen.Dictionary(Gen.Int[0, 60], Gen.Int[0, 2])[0, 40].Array[count]
        select new SimulatedChain(snapshots);

    public int Count => Snapshots.Count;

    /// <summary>The changes up to a snapshot from the one before it, in order; for the first, all of it.</summary>
    public List<BlockEntry> Changes(int second)
    {
        Dictionary<int, int> before = second == 0 ? [] : Snapshots[second - 1];
        Dictionary<int, int> after = Snapshots[second];
        return [.. before.Keys.Union(after.Keys).Order()
            .Where(index =>
                !before.TryGetValue(index, out int old) || !after.TryGetValue(index, out int value) || old != value)
            .Select(index => new BlockEntry(
                index,
                before.ContainsKey(index) ? "first" : null,
                after.ContainsKey(index) ? "second" : null))];
    }

    /// <summary>The blocks of a snapshot that neither neighbour shares, by looking at the three alone.</summary>
    public int HeldAlone(int number)
    {
        IEnumerable<Dictionary<int, int>> neighbours = Snapshots.Where((_, other) => Math.Abs(other - number) == 1);
        return Snapshots[number].Count(block =>
            !neighbours.Any(other => other.TryGetValue(block.Key, out int value) && value == block.Value));
    }
}
