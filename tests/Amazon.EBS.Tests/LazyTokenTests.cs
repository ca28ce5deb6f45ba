using System.Text;
using Amazon.EBS.Internal.Unmarshalling;

namespace Amazon.EBS.Tests;

/// <summary>Tokens stay bytes until they are read, and a block that is kept keeps little else.</summary>
public sealed class LazyTokenTests
{
    [Theory]
    [InlineData("""{"BlockIndex":1,"FirstBlockToken":"first","SecondBlockToken":"second"}""")]
    [InlineData("""{ "SecondBlockToken": "sec\u006fnd", "FirstBlockToken": "first", "BlockIndex": 1 }""")]
    public async Task A_token_that_is_set_wins_over_the_one_that_came(string written)
    {
        var page = await Clients.ListAsync(new Reply($$"""{"ChangedBlocks":[{{written}}]}"""));
        var block = Assert.Single(page.ChangedBlocks!);
        Assert.Equal(("first", "second"), (block.FirstBlockToken, block.SecondBlockToken));

        block.FirstBlockToken = null;
        block.SecondBlockToken = "other";

        Assert.Equal((null, "other"), (block.FirstBlockToken, block.SecondBlockToken));
        Assert.True(block.FirstBlockTokenUtf8.IsEmpty && block.SecondBlockTokenUtf8.IsEmpty);
    }

    [Fact]
    public async Task Tokens_are_given_as_the_bytes_that_came()
    {
        var page = await Clients.ListAsync(new Reply(
            """
            {"ChangedBlocks":[{"BlockIndex":1,"FirstBlockToken":""},{"BlockIndex":2,"SecondBlockToken":"x"},
             {"BlockIndex":3}]}
            """));

        Assert.Equal(
            ["", "", "", "x", "", ""],
            page.ChangedBlocks!
                .SelectMany(block => new[] { block.FirstBlockTokenUtf8, block.SecondBlockTokenUtf8 })
                .Select(utf8 => Encoding.UTF8.GetString(utf8.Span)));
        Assert.Equal(
            ["", null, null, "x", null, null],
            page.ChangedBlocks!.SelectMany(block => new[] { block.FirstBlockToken, block.SecondBlockToken }));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public async Task Tokens_of_any_length_survive_on_pages_of_many(string space)
    {
        int[] lengths = [1, 60, 32_767, 32_768, 32_769, 40, 100_000, 20_000, 20_000, 0];
        string[] tokens = [.. lengths.Select((length, i) => new string((char)('a' + i), length))];
        var blocks = tokens.Select((token, i) => $$"""{"BlockIndex":{{i}},{{space}}"FirstBlockToken":"{{token}}"}""");

        var page = await Clients.ListAsync(new Reply($$"""{"ChangedBlocks":[{{string.Join(',', blocks)}}]}"""));

        Assert.Equal(tokens, page.ChangedBlocks!.Select(block => block.FirstBlockToken));
    }

    [Theory]
    [InlineData(2_000_000, 33_000)]
    [InlineData(200, 400)]
    public void A_block_that_is_kept_keeps_a_small_part_of_its_page(int pageLength, int mostBytes)
    {
        var slabs = new TokenSlabs(pageLength);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var token = slabs.Add("token"u8);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, mostBytes);
        Assert.Equal("token", token.Text);
    }

    [Fact]
    public async Task A_block_of_a_single_snapshot_is_as_lazy()
    {
        await using var server = new LoopbackServer(
            new Reply("""{"Blocks":[{"BlockIndex":1,"BlockToken":"a+b/c="}]}"""));
        using var client = Clients.For(server);
        var page = await client.ListSnapshotBlocksAsync(
            new() { SnapshotId = Clients.FirstSnapshot }, TestContext.Current.CancellationToken);

        var block = Assert.Single(page.Blocks!);
        Assert.Equal((1, "a+b/c="), (block.BlockIndex, block.BlockToken));
        Assert.Equal("a+b/c="u8, block.BlockTokenUtf8.Span);
        block.BlockToken = null;
        Assert.Equal((true, null), (block.BlockTokenUtf8.IsEmpty, block.BlockToken));
    }
}
