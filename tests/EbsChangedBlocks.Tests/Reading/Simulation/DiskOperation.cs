namespace EbsChangedBlocks.Tests.Reading.Simulation;

/// <summary>What is done to a disk, in an order. Files are numbered; their names are another matter.</summary>
internal abstract record DiskOperation
{
    /// <summary>Less than any disk writes at once: nothing is to depend on a state's fitting into a sector.</summary>
    private const int TornLength = 128;

    /// <summary>What of it lasts or is lost on its own.</summary>
    public virtual IEnumerable<DiskOperation> Parts => [this];

    internal sealed record Create(string Path, int File) : DiskOperation;

    internal sealed record Rename(string From, string To) : DiskOperation;

    internal sealed record FlushNames : DiskOperation;

    /// <summary>What concerns one file.</summary>
    internal abstract record OfFile(int File) : DiskOperation;

    internal sealed record Write(int File, long Offset, byte[] Data) : OfFile(File)
    {
        public override IEnumerable<DiskOperation> Parts => Data
            .Chunk(TornLength)
            .Select((part, number) => new Write(File, Offset + (number * TornLength), part));
    }

    internal sealed record Zero(int File, long Offset, int Length) : OfFile(File);

    internal sealed record SetLength(int File, long Length) : OfFile(File);

    internal sealed record SetStamp(int File, long Stamp) : OfFile(File);

    internal sealed record Flush(int File) : OfFile(File);
}
