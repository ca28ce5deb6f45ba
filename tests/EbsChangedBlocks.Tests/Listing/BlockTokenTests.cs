using System.Text;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Tests.Listing;

public class BlockTokenTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("AAUBAcuWqOCnDNuKle11s7IIX6jp6FYcC/q8oT93913HhvLvA+3JRrSybp/0=", true)]
    [InlineData("0af8ae2d-8a8b-4ae0-b8ac-6d24aca71bb7", true)]
    [InlineData("", false)]
    [InlineData("no token", false)]
    [InlineData("tök", false)]
    [InlineData("line\n", false)]
    public void A_token_is_of_the_form_of_tokens(string? text, bool wellFormed) =>
        Assert.All(Forms(text), token => Assert.Equal(
            (wellFormed, text, text is not null), (token.IsWellFormed, token.Text, token.IsPresent)));

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void A_token_has_at_most_256_characters(int length, bool wellFormed) =>
        Assert.All(Forms(new string('A', length)), token => Assert.Equal(wellFormed, token.IsWellFormed));

    private static IEnumerable<BlockToken> Forms(string? text)
    {
        yield return new BlockToken(text);
        if (text is not null)
        {
            byte[] utf8 = Encoding.UTF8.GetBytes($"before{text}after");
            yield return new BlockToken(utf8, 6, utf8.Length - 11);
        }
    }
}
