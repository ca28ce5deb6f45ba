using Microsoft.Win32.SafeHandles;

namespace LocalEbs.Snapshots;

/// <summary>A completed snapshot that the server serves.</summary>
public abstract class Snapshot
{
    /// <summary>The size of a block in bytes: 512 KiB, as of every EBS snapshot.</summary>
    public const int BlockSize = 512 * 1024;

    /// <summary>The largest volume, in GiB: 64 TiB.</summary>
    public const int MaxVolumeSize = 65_536;

    private const int BlocksPerGiB = 1024 * 1024 * 1024 / BlockSize;

    private readonly Lazy<bool> _isEmpty;

    /// <summary>Describes a snapshot.</summary>
    /// <param name="id">The snapshot's id: <c>snap-</c> and hexadecimal digits, 64 characters at most.</param>
    /// <param name="volumeSize">The size of its volume in GiB, 1 to <see cref="MaxVolumeSize"/>.</param>
    /// <param name="lineage">Snapshots with equal lineages can be compared; others are unrelated.</param>
    /// <exception cref="ArgumentException">The id is malformed or the size out of range.</exception>
    protected Snapshot(string id, int volumeSize, string lineage)
    {
        if (!SnapshotId.IsValid(id))
        {
            throw new ArgumentException(
                $"'{id}' is no snapshot id: write snap- and hexadecimal digits, as in snap-0a1b.");
        }

        if (volumeSize is < 1 or > MaxVolumeSize)
        {
            throw new ArgumentException($"{id}: a volume has 1 to {MaxVolumeSize} GiB, not {volumeSize}.");
        }

        Id = id;
        VolumeSize = volumeSize;
        Lineage = lineage;
        _isEmpty = new Lazy<bool>(() => NextWritten(0) is null);
    }

    /// <summary>The snapshot's id.</summary>
    public string Id { get; }

    /// <summary>The size of its volume in GiB.</summary>
    public int VolumeSize { get; }

    /// <summary>Snapshots with equal lineages can be compared; others are unrelated.</summary>
    public string Lineage { get; }

    /// <summary>The number of blocks in the volume, written or not.</summary>
    public int BlockCount => VolumeSize * BlocksPerGiB;

    /// <summary>How many blocks the snapshot stores, or null where that would have to be counted.</summary>
    public virtual int? WrittenBlocks => null;

    /// <summary>Whether no block is written.</summary>
    public bool IsEmpty => _isEmpty.Value;

    /// <summary>What the snapshot holds at <paramref name="index"/>, and how far the same holds.</summary>
    /// <param name="index">0 to <see cref="BlockCount"/> - 1.</param>
    public abstract BlockStretch At(int index);

    /// <summary>Reads the data of a written block.</summary>
    /// <param name="index">The index of a written block.</param>
    /// <param name="destination">Takes the data: <see cref="BlockSize"/> bytes.</param>
    public abstract void Read(int index, Span<byte> destination);

    /// <summary>Makes sure that what is behind the snapshot is still what it was when it was indexed.</summary>
    /// <exception cref="IOException">It is not; the message says what happened.</exception>
    public virtual void EnsureUnchanged()
    {
    }

    /// <summary>Opens the file that the data is in; null where it is in none.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    internal virtual SafeFileHandle? OpenFile() => null;

    /// <summary>Reads the data of a written block, from the file that was opened for it.</summary>
    internal virtual void Read(SafeFileHandle? file, int index, Span<byte> destination) => Read(index, destination);

    /// <summary>The SHA-256 of a written block's data, or null where that would have to be computed.</summary>
    internal virtual BlockDigest? KnownDigest(int index) => null;

    /// <summary>The first written block from an index on, or null where there is none.</summary>
    internal int? NextWritten(int start)
    {
        int index = start;
        while (index < BlockCount)
        {
            BlockStretch stretch = At(index);
            if (stretch.IsWritten)
            {
                return index;
            }

            index = stretch.End;
        }

        return null;
    }
}

/// <summary>A stretch of blocks that a snapshot treats alike, as seen from its first block.</summary>
/// <param name="Content">
/// Identifies what the blocks hold: 0 where nothing was ever written; otherwise two snapshots of one lineage hold the
/// same data at an index exactly when their contents there are equal.
/// </param>
/// <param name="End">The first index after the stretch. A stretch need not be as long as it could be.</param>
public readonly record struct BlockStretch(UInt128 Content, int End)
{
    /// <summary>Whether the snapshot stores these blocks.</summary>
    public bool IsWritten => Content != UInt128.Zero;
}
