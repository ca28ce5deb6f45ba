using LocalEbs.Numerics;

namespace LocalEbs.Snapshots;

/// <summary>
/// A described snapshot: which blocks are written, and which differ from its parent, is computed from the index and a
/// seed whenever it is asked, so that 64 TiB cost nothing. Patterns are texts such as <c>all</c>, <c>1%</c>,
/// <c>0.01%/1000</c>, <c>0-999</c>, <c>50000:50000</c> or <c>last</c>; LocalEbs's <c>--help</c> lists them.
/// </summary>
public sealed class SyntheticSnapshot : Snapshot
{
    private readonly SyntheticSnapshot? _parent;
    private readonly UInt128 _content;
    private readonly BlockPattern _changed;
    private readonly BlockPattern _added;
    private readonly BlockPattern _removed;
    private readonly BlockPattern _zeros;

    /// <summary>Describes the first snapshot of a volume; its lineage is its own.</summary>
    /// <param name="id">The snapshot id.</param>
    /// <param name="volumeSize">The size of the volume in GiB, 1 to 65,536.</param>
    /// <param name="written">The pattern of the written blocks.</param>
    /// <param name="seed">Decides where scattered blocks fall; taken from the id where none is given.</param>
    /// <param name="zeros">The written blocks that hold only zeros.</param>
    /// <exception cref="ArgumentException">The id is malformed or the size out of range.</exception>
    /// <exception cref="FormatException">A pattern cannot be read.</exception>
    public SyntheticSnapshot(
        string id, int volumeSize, string written = "all", long? seed = null, string zeros = "none")
        : this(id, volumeSize, null, "none", written, "none", seed, zeros)
    {
    }

    private SyntheticSnapshot(
        string id,
        int volumeSize,
        SyntheticSnapshot? parent,
        string changed,
        string added,
        string removed,
        long? seed,
        string zeros)
        : base(id, volumeSize, parent?.Lineage ?? "synthetic " + id)
    {
        if (volumeSize < parent?.VolumeSize)
        {
            throw new ArgumentException(
                $"{id}: a volume never shrinks, so its size is {parent.VolumeSize} GiB or more.");
        }

        _parent = parent;
        _content = SplitMix.Of($"content of {id} {seed}");
        ulong key = (ulong)(seed is { } given ? (UInt128)(ulong)given : SplitMix.Of($"seed of {id}"));
        _changed = PatternParser.Parse(changed, BlockCount, SplitMix.At(key, 0));
        _added = PatternParser.Parse(added, BlockCount, SplitMix.At(key, 1));
        _removed = PatternParser.Parse(removed, BlockCount, SplitMix.At(key, 2));
        _zeros = PatternParser.Parse(zeros, BlockCount, SplitMix.At(key, 3));
    }

    /// <summary>Describes a later snapshot of the same volume.</summary>
    /// <param name="id">The snapshot id.</param>
    /// <param name="changed">Blocks that hold other data than here, where this snapshot has them written.</param>
    /// <param name="added">Blocks written anew, where this snapshot has them unwritten.</param>
    /// <param name="removed">Blocks no longer written; this wins over <paramref name="changed"/>.</param>
    /// <param name="seed">Decides where scattered blocks fall; taken from the id where none is given.</param>
    /// <param name="volumeSize">The size in GiB of a volume that has grown.</param>
    /// <param name="zeros">The blocks changed or added that hold only zeros now.</param>
    /// <exception cref="ArgumentException">The id is malformed or the size smaller than before.</exception>
    /// <exception cref="FormatException">A pattern cannot be read.</exception>
    public SyntheticSnapshot Child(
        string id,
        string changed = "none",
        string added = "none",
        string removed = "none",
        long? seed = null,
        int? volumeSize = null,
        string zeros = "none") => new(id, volumeSize ?? VolumeSize, this, changed, added, removed, seed, zeros);

    /// <inheritdoc/>
    public override BlockStretch At(int index)
    {
        BlockStretch before = _parent is not null && index < _parent.BlockCount
            ? _parent.At(index)
            : new BlockStretch(UInt128.Zero, BlockCount);
        if (!before.IsWritten)
        {
            bool added = _added.Contains(index, out int addedEnd);
            before = before with { End = Math.Min(before.End, addedEnd) };
            return added ? WrittenHere(index, before.End) : before;
        }

        bool removed = _removed.Contains(index, out int removedEnd);
        bool changed = _changed.Contains(index, out int changedEnd);
        int end = Math.Min(before.End, Math.Min(removedEnd, changedEnd));
        return removed ? new BlockStretch(UInt128.Zero, end)
            : changed ? WrittenHere(index, end)
            : before with { End = end };
    }

    /// <inheritdoc/>
    public override void Read(int index, Span<byte> destination)
    {
        UInt128 content = At(index).Content;
        if (content == BlockDigest.OfZeros.Content)
        {
            destination.Clear();
        }
        else
        {
            SplitMix.Fill(SplitMix.At((ulong)content, index), destination);
        }
    }

    internal override BlockDigest? KnownDigest(int index) =>
        At(index).Content == BlockDigest.OfZeros.Content ? BlockDigest.OfZeros : null;

    private BlockStretch WrittenHere(int index, int end)
    {
        bool zeros = _zeros.Contains(index, out int zerosEnd);
        return new BlockStretch(zeros ? BlockDigest.OfZeros.Content : _content, Math.Min(end, zerosEnd));
    }
}
