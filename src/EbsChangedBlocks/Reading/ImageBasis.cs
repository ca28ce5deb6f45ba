namespace EbsChangedBlocks;

/// <summary>How it is known what an image held before it was changed.</summary>
public enum ImageBasis
{
    /// <summary>It was made by this module from the first block on.</summary>
    Proven,

    /// <summary>Somebody said so, and a sample of its blocks agreed.</summary>
    Asserted,
}
