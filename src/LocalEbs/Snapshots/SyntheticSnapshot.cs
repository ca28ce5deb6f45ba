using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace LocalEbs.Snapshots;

/// <summary>
/// A snapshot that is described: a whole volume, or what changed since a parent. Whether a block is written, and its content, follow
/// from the description alone.
/// </summary>
public sealed class SyntheticSnapshot : ISnapshot
{
    private readonly SyntheticSnapshot? _parent;
    private readonly BlockPattern _changed;
    private readonly BlockPattern _added;
    private readonly BlockPattern _removed;
    private readonly int _blocks;
    private readonly ulong _generation;

    internal SyntheticSnapshot(string id, long volumeSize, BlockPattern written)
        : this(id, lineage: id, volumeSize, parent: null, changed: RangePattern.None, added: written, removed: RangePattern.None)
    {
    }

    internal SyntheticSnapshot(string id, SyntheticSnapshot parent, BlockPattern changed, BlockPattern added, BlockPattern removed)
        : this(id, parent.Lineage, parent.VolumeSize, parent, changed, added, removed)
    {
    }

    private SyntheticSnapshot(
        string id, string lineage, long volumeSize, SyntheticSnapshot? parent, BlockPattern changed, BlockPattern added, BlockPattern removed)
    {
        Id = id;
        Lineage = lineage;
        VolumeSize = volumeSize;
        _parent = parent;
        _changed = changed;
        _added = added;
        _removed = removed;
        _blocks = checked((int)(volumeSize * ((1L << 30) / ISnapshot.BlockSize)));
        _generation = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
    }

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public string Lineage { get; }

    /// <inheritdoc/>
    public long VolumeSize { get; }

    /// <inheritdoc/>
    public int NextWritten(int index)
    {
        while (true)
        {
            int next = Math.Min(_parent?.NextWritten(index) ?? int.MaxValue, _added.Next(index, _blocks));
            if (next == int.MaxValue || !_removed.Contains(next))
                return next;

            index = next + 1;
        }
    }

    /// <inheritdoc/>
    public UInt128 ContentOf(int index) => new(GenerationOf(index), (ulong)index);

    /// <inheritdoc/>
    public byte[] Read(int index)
    {
        byte[] block = new byte[ISnapshot.BlockSize];
        ulong seed = Mix.Hash(GenerationOf(index), (ulong)index);
        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(block.AsSpan());
        for (int word = 0; word < words.Length; word++)
            words[word] = Mix.Hash(seed, (ulong)word) | 1;

        return block;
    }

    /// <inheritdoc/>
    public void Verify()
    {
    }

    private bool IsWritten(int index) =>
        !_removed.Contains(index) && (_added.Contains(index) || (_parent?.IsWritten(index) ?? false));

    private ulong GenerationOf(int index)
    {
        if (_parent is null || !_parent.IsWritten(index) || _changed.Contains(index))
            return _generation;

        return _parent.GenerationOf(index);
    }
}
