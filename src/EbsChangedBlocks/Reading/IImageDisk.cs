namespace EbsChangedBlocks.Reading;

/// <summary>The file system as far as images need it. Nothing that is written lasts until it is flushed.</summary>
internal interface IImageDisk
{
    /// <returns>Null where there is no such file.</returns>
    /// <exception cref="EbsChangedBlocksException">There is something else than a file.</exception>
    FileFacts? Find(string path);

    /// <summary>Opens a file that is there, for this run alone.</summary>
    /// <exception cref="EbsChangedBlocksException">It cannot be, or another run has it.</exception>
    IImageFile Open(string path);

    /// <summary>Makes a file that only its owner may read, and opens it for this run alone.</summary>
    /// <exception cref="EbsChangedBlocksException">It cannot be made, or is there already.</exception>
    IImageFile Create(string path);

    /// <summary>What is at the beginning of a file, which others may open meanwhile.</summary>
    /// <exception cref="EbsChangedBlocksException">It cannot be read, or a run has it.</exception>
    byte[] Peek(string path, int length);

    /// <summary>Gives a file another name, in place of the file that has it, and makes that last.</summary>
    void Move(string from, string to);

    /// <summary>Makes the names of files in a folder last.</summary>
    void FlushFolder(string path);

    /// <summary>Bytes that are free where a path lies; null where that is not known.</summary>
    long? FreeSpace(string path);
}

/// <summary>What tells a file that somebody else has changed.</summary>
/// <param name="Length">In bytes.</param>
/// <param name="Stamp">The time of the last write, in ticks, UTC.</param>
internal readonly record struct FileFacts(long Length, long Stamp);

/// <summary>A file that this run alone has open. Any thread may read and write.</summary>
internal interface IImageFile : IDisposable
{
    FileFacts Facts { get; }

    /// <summary>Whether what was never written takes no room on the disk.</summary>
    bool HasHoles { get; }

    /// <summary>Reads as much as there is.</summary>
    int Read(long offset, Span<byte> data);

    void Write(long offset, ReadOnlySpan<byte> data);

    /// <summary>Makes a part read as zeros.</summary>
    void Zero(long offset, int length);

    /// <summary>What is longer than before reads as zeros.</summary>
    void SetLength(long length);

    /// <summary>Makes what was written last. Once it failed, nothing is known of what lasts.</summary>
    void Flush();

    /// <summary>Sets the time of the last write, as the file system keeps it.</summary>
    void Touch();
}
