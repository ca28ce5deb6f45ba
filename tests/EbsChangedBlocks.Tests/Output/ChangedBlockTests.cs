using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Tests.Output;

public class ChangedBlockTests
{
    [Theory]
    [InlineData(true, true, ChangeType.Modified)]
    [InlineData(false, true, ChangeType.Added)]
    [InlineData(true, false, ChangeType.Removed)]
    public void What_happened_is_known_without_a_token_being_made(bool inFirst, bool inSecond, ChangeType type)
    {
        var tokens = new CountedTokens();
        ChangedBlock block = Listed(tokens, inFirst, inSecond);

        Assert.Equal(type, block.ChangeType);
        Assert.Equal(0, tokens.Made);
        Assert.Equal(
            (inFirst ? "first 5" : null, inSecond ? "second 5" : null),
            (block.FirstBlockToken, block.SecondBlockToken));
    }

    [Fact]
    public void What_is_set_wins()
    {
        ChangedBlock block = Listed(new CountedTokens(), inFirst: true, inSecond: true);

        block.FirstBlockToken = "other";
        block.BlockSize = 4096;
        Assert.Equal(
            ("other", "second 5", ChangeType.Modified),
            (block.FirstBlockToken, block.SecondBlockToken, block.ChangeType));

        block.FirstBlockToken = null;
        Assert.Equal((null, ChangeType.Added), (block.FirstBlockToken, block.ChangeType));

        block.ChangeType = ChangeType.Removed;
        Assert.Equal(ChangeType.Removed, block.ChangeType);
    }

    private static ChangedBlock Listed(CountedTokens tokens, bool inFirst, bool inSecond) =>
        new(new PageFacts { Tokens = tokens }, new BlockEntry(5, inFirst ? 5 : null, inSecond ? 5 : null));

    private sealed class CountedTokens : IBlockTokens
    {
        public int Made { get; private set; }

        public string? First(object handle) => Make("first", handle);

        public string? Second(object handle) => Make("second", handle);

        private string Make(string what, object handle)
        {
            Made++;
            return $"{what} {handle}";
        }
    }
}
