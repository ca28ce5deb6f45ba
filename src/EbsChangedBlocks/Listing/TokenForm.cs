using System.Buffers;

namespace EbsChangedBlocks.Listing;

/// <summary>What page tokens and block tokens are made of.</summary>
/// <remarks>
/// Source of the pattern: https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListChangedBlocks.html. The two
/// characters more are those of URL-safe Base64 and of UUIDs, which other servers make tokens of.
/// </remarks>
internal static class TokenForm
{
    /// <summary>In characters.</summary>
    public const int Longest = 256;

    public const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_";

    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);

    public static bool IsWellFormed(ReadOnlySpan<char> token) =>
        token.Length is > 0 and <= Longest && !token.ContainsAnyExcept(Characters);
}
