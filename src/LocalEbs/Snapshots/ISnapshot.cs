namespace LocalEbs.Snapshots;

/// <summary>A snapshot as the direct APIs see it: which blocks are written, and what is in them.</summary>
public interface ISnapshot
{
    /// <summary>The size of a block, in bytes.</summary>
    const int BlockSize = 512 * 1024;

    /// <summary>The id, such as <c>snap-0123456789abcdef0</c>.</summary>
    string Id { get; }

    /// <summary>Snapshots can be compared only within one lineage.</summary>
    string Lineage { get; }

    /// <summary>The size of the volume, in GiB.</summary>
    long VolumeSize { get; }

    /// <summary>The first written block at or after an index; <see cref="int.MaxValue"/> if there is none.</summary>
    int NextWritten(int index);

    /// <summary>Stands for the content of a written block: equal in two snapshots of a lineage if and only if the contents are equal.</summary>
    UInt128 ContentOf(int index);

    /// <summary>The content of a written block: <see cref="BlockSize"/> bytes.</summary>
    byte[] Read(int index);

    /// <summary>Makes sure that the snapshot still is what it was when it was added.</summary>
    /// <exception cref="SnapshotChangedException">It is not.</exception>
    void Verify();
}
