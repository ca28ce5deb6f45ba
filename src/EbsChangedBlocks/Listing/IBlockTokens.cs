namespace EbsChangedBlocks.Listing;

/// <summary>Makes tokens of the handles in <see cref="BlockEntry"/>. Keeps nothing itself, so that a block can be kept without its page.</summary>
internal interface IBlockTokens
{
    /// <summary>Whether all tokens of the block are such as the service makes.</summary>
    bool AreWellFormed(object handle);

    string? First(object handle);

    string? Second(object handle);
}
