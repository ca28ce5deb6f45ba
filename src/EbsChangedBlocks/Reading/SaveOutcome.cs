namespace EbsChangedBlocks;

/// <summary>What became of an image.</summary>
public enum SaveOutcome
{
    /// <summary>It was made, whole.</summary>
    Created,

    /// <summary>It was brought from the snapshot that it held to the other by their difference.</summary>
    Updated,

    /// <summary>What an earlier run had begun was finished.</summary>
    Resumed,

    /// <summary>It held the snapshot already.</summary>
    Unchanged,
}
