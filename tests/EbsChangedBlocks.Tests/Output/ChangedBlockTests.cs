using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Tests.Output;

public class ChangedBlockTests
{
    [Theory]
    [InlineData("first 5", "second 5", ChangeType.Modified)]
    [InlineData(null, "second 5", ChangeType.Added)]
    [InlineData("first 5", null, ChangeType.Removed)]
    public void What_happened_follows_from_the_tokens(string? first, string? second, ChangeType type)
    {
        ChangedBlock block = Listed(first, second);

        Assert.Equal((type, first, second), (block.ChangeType, block.FirstBlockToken, block.SecondBlockToken));
    }

    [Fact]
    public void What_is_set_wins()
    {
        ChangedBlock block = Listed("first 5", "second 5");

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

    private static ChangedBlock Listed(string? first, string? second) =>
        new(new PageFacts(), new BlockEntry(5, first, second));
}
