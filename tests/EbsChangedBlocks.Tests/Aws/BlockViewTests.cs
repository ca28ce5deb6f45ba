using System.Text;
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
        Assert.Equal(("first", "second"), Tokens(view[0]));
        Assert.Equal((null, ""), Tokens(view[1]));
        Assert.Equal(("first", null), Tokens(view[2]));
    }

    [Fact]
    public void Blocks_of_one_snapshot_are_all_added()
    {
        var view = new SnapshotBlockView([new() { BlockIndex = 7, BlockToken = "token" }, new() { BlockIndex = 8 }]);

        Assert.Equal(new BlockEntry(8, null, null), view[1]);
        Assert.Equal(ChangeType.Added, view[0].ChangeType);
        Assert.Equal((null, "token"), Tokens(view[0]));
    }

    [Fact]
    public void What_stands_in_for_the_client_s_own_members_gives_the_same_tokens() => Assert.All(
        Changed,
        block => Assert.Equal(
            (block.FirstBlockToken ?? "", block.SecondBlockToken ?? ""),
            (
                Encoding.UTF8.GetString(BlockTokenBytes.get_FirstBlockTokenUtf8(block).Span),
                Encoding.UTF8.GetString(BlockTokenBytes.get_SecondBlockTokenUtf8(block).Span))));

    private static (string? First, string? Second) Tokens(BlockEntry block) =>
        (block.FirstToken.Text, block.SecondToken.Text);
}
