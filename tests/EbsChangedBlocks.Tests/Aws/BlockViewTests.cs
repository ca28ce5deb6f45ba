using EbsChangedBlocks.Aws;
using EbsChangedBlocks.Listing;
using Model = Amazon.EBS.Model;

namespace EbsChangedBlocks.Tests.Aws;

public class BlockViewTests
{
    private static readonly List<Model.ChangedBlock> Changed =
    [
        new() { BlockIndex = 1, FirstBlockToken = "first", SecondBlockToken = "second" },
        new() { BlockIndex = 2, SecondBlockToken = "" },
        new() { BlockIndex = 3, FirstBlockToken = "first" },
        new() { SecondBlockToken = "second" },
    ];

    [Fact]
    public void Changed_blocks_are_seen_as_they_are()
    {
        var view = new ChangedBlockView(Changed);

        Assert.Equal(
            [(1, ChangeType.Modified), (2, ChangeType.Added), (3, ChangeType.Removed), (-1, ChangeType.Added)],
            view.Select(block => (block.Index, block.ChangeType)));
        Assert.Equal(("first", "second"), Tokens(view[0], ChangedBlockView.Tokens));
        Assert.Equal((null, ""), Tokens(view[1], ChangedBlockView.Tokens));
        Assert.Equal(("first", null), Tokens(view[2], ChangedBlockView.Tokens));
    }

    [Fact]
    public void Blocks_of_one_snapshot_are_all_added()
    {
        var view = new SnapshotBlockView([new() { BlockIndex = 7, BlockToken = "token" }, new() { BlockIndex = 8 }]);

        Assert.Equal(new BlockEntry(8, null, null), view[1]);
        Assert.Equal(ChangeType.Added, view[0].ChangeType);
        Assert.Equal((null, "token"), Tokens(view[0], SnapshotBlockView.Tokens));
    }

    [Fact]
    public void What_stands_in_for_the_client_s_own_members_says_the_same()
    {
        Assert.All(Changed, block => Assert.Equal(
            (block.HasFirstBlockToken, block.HasSecondBlockToken),
            (BlockTokenFacts.get_HasFirstBlockToken(block), BlockTokenFacts.get_HasSecondBlockToken(block))));
        Assert.All([new Model.Block(), new Model.Block { BlockToken = "" }], block => Assert.Equal(
            block.HasBlockToken, BlockTokenFacts.get_HasBlockToken(block)));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("AAUBAcuWqOCnDNuKle11s7IIX6jp6FYcC/q8oT93913HhvLvA+3JRrSybp/0=", true)]
    [InlineData("0af8ae2d-8a8b-4ae0-b8ac-6d24aca71bb7", true)]
    [InlineData("", false)]
    [InlineData("no token", false)]
    [InlineData("tök", false)]
    [InlineData("line\n", false)]
    public void A_token_is_of_the_form_of_tokens(string? token, bool wellFormed)
    {
        var changed = new Model.ChangedBlock { BlockIndex = 1, FirstBlockToken = "first", SecondBlockToken = token };
        var block = new Model.Block { BlockIndex = 1, BlockToken = token };

        Assert.Equal(wellFormed, new ChangedBlockView([changed]).HasWellFormedTokens(0));
        Assert.Equal(wellFormed, BlockTokenFacts.get_HasWellFormedTokens(changed));
        Assert.Equal(wellFormed, new SnapshotBlockView([block]).HasWellFormedTokens(0));
        Assert.Equal(wellFormed, BlockTokenFacts.get_HasWellFormedToken(block));
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void A_token_has_at_most_256_characters(int length, bool wellFormed)
    {
        var block = new Model.Block { BlockToken = new string('A', length) };

        Assert.Equal(
            (wellFormed, wellFormed),
            (new SnapshotBlockView([block]).HasWellFormedTokens(0), BlockTokenFacts.get_HasWellFormedToken(block)));
    }

    private static (string? First, string? Second) Tokens(BlockEntry block, IBlockTokens tokens)
    {
        var made = new ChangedBlock(new PageFacts { Tokens = tokens }, block);
        return (made.FirstBlockToken, made.SecondBlockToken);
    }
}
