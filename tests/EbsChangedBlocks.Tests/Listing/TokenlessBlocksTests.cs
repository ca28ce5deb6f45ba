using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Tests.Listing;

public class TokenlessBlocksTests
{
    [Fact]
    public void Where_a_block_is_and_what_happened_to_it_stay()
    {
        BlockEntry[] blocks =
        [
            new(1, "first", null),
            new(5, null, "second"),
            new(7, "first", "second"),
            new(int.MaxValue, null, null),
            new(-1, null, "second"),
        ];

        var kept = new TokenlessBlocks(blocks.Length);
        Array.ForEach(blocks, kept.Add);

        Assert.Equal(blocks.Select(Facts), kept.Select(Facts));
        Assert.Equal(blocks.Select(Facts), Enumerable.Range(0, kept.Count).Select(at => Facts(kept[at])));
        Assert.DoesNotContain(
            kept, block => (block.FirstToken.Text ?? block.SecondToken.Text) is { Length: > 0 });
    }

    private static (int Index, bool InFirst, bool InSecond) Facts(BlockEntry block) =>
        (block.Index, block.FirstToken.IsPresent, block.SecondToken.IsPresent);
}
