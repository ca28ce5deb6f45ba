namespace EbsChangedBlocks.Listing;

/// <summary>
/// Makes tokens of the handles in <see cref="BlockEntry"/>. Keeps nothing itself, so that a block can be kept without
/// its page.
/// </summary>
internal interface IBlockTokens
{
    string? First(object handle);

    string? Second(object handle);
}
