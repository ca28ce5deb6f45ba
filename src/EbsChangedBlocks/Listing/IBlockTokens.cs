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

/// <summary>Tokens as text, whatever a <see cref="BlockEntry"/> has: a string, a handle to one, or none.</summary>
internal static class BlockTokenText
{
    public static string? FirstText(this IBlockTokens? tokens, object? token) =>
        token is null or string ? (string?)token : tokens!.First(token);

    public static string? SecondText(this IBlockTokens? tokens, object? token) =>
        token is null or string ? (string?)token : tokens!.Second(token);
}
