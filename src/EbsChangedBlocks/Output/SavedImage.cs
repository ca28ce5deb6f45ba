namespace EbsChangedBlocks;

/// <summary>What Save-EbsSnapshotImage has made of a file.</summary>
public sealed class SavedImage
{
    /// <summary>The file, in full.</summary>
    public string Path { get; set; } = "";

    /// <summary>
    /// The snapshot that the file held, whose difference it was brought up by; null where it was read whole.
    /// </summary>
    public string? FirstSnapshotId { get; set; }

    /// <summary>The snapshot that the file holds.</summary>
    public string SnapshotId { get; set; } = "";

    /// <summary>What became of the file.</summary>
    public SaveOutcome Outcome { get; set; }

    /// <summary>How it is known what the file held before.</summary>
    public ImageBasis Basis { get; set; }

    /// <summary>The volume's size, which is the file's length, in bytes.</summary>
    public long VolumeSize { get; set; }

    /// <summary>The size of a block in bytes.</summary>
    public int BlockSize { get; set; }

    /// <summary>How many blocks were read.</summary>
    public long ReadCount { get; set; }

    /// <summary>How many bytes were written.</summary>
    public long WrittenBytes { get; set; }

    /// <summary>How many bytes became or stayed zeros, of blocks that were removed or hold nothing else.</summary>
    public long ZeroedBytes { get; set; }

    /// <summary>The block that an earlier run had come to; null where there was none.</summary>
    public int? ResumedFromBlock { get; set; }

    /// <summary>How many requests were sent, those sent again among them.</summary>
    public int RequestCount { get; set; }

    /// <summary>How many requests were sent again.</summary>
    public int RetryCount { get; set; }

    /// <summary>How many of the retries answered a throttle.</summary>
    public int ThrottleCount { get; set; }

    /// <summary>How long it took.</summary>
    public double ElapsedSeconds { get; set; }

    /// <summary>What AWS asks for it, in US dollars, without the transfer.</summary>
    public decimal EstimatedPrice { get; set; }
}
