namespace Amazon.EBS.Tests;

public sealed class ChangedBlocksPageTests
{
    private static readonly DateTime Expiry = new(2020, 6, 24, 5, 30, 47, 9, DateTimeKind.Utc);

    [Fact]
    public async Task A_page_is_read_member_by_member()
    {
        var page = await Clients.ListAsync(new Reply(
            """
            {
                "BlockSize": 524288,
                "ChangedBlocks": [
                    {"BlockIndex": 0, "FirstBlockToken": "first0", "SecondBlockToken": "second0"},
                    {"BlockIndex": 6000, "SecondBlockToken": "second6000"},
                    {"BlockIndex": 134217727, "FirstBlockToken": "fir\/st"}
                ],
                "ExpiryTime": 1.592976647009E9,
                "NextToken": "next+page==",
                "VolumeSize": 65536
            }
            """));

        Assert.Equal(
            [(0, "first0", "second0"), (6000, null, "second6000"), (134_217_727, "fir/st", null)],
            page.ChangedBlocks!.Select(block => (block.BlockIndex, block.FirstBlockToken, block.SecondBlockToken)));
        Assert.Equal(524_288, page.BlockSize);
        Assert.Equal(Expiry, page.ExpiryTime);
        Assert.Equal(DateTimeKind.Utc, page.ExpiryTime!.Value.Kind);
        Assert.Equal("next+page==", page.NextToken);
        Assert.Equal(65_536, page.VolumeSize);
        Assert.Equal(System.Net.HttpStatusCode.OK, page.HttpStatusCode);
        Assert.Equal(Reply.RequestId, page.ResponseMetadata.RequestId);
    }

    [Theory]
    [InlineData("1592976647.009")]
    [InlineData("1.592976647009E9")]
    [InlineData("1.592976647009e+09")]
    [InlineData("\"1592976647.009\"")]
    [InlineData("\"1.592976647009E9\"")]
    [InlineData("\"2020-06-24T05:30:47.009Z\"")]
    public async Task The_expiry_time_may_take_any_form(string time)
    {
        var page = await Clients.ListAsync(new Reply($$"""{"ExpiryTime":{{time}}}"""));

        Assert.Equal(Expiry, page.ExpiryTime);
    }

    [Fact]
    public async Task Numbers_may_be_strings()
    {
        var page = await Clients.ListAsync(new Reply(
            """{"ChangedBlocks":[{"BlockIndex":"5"}],"BlockSize":"512","VolumeSize":"5000000000"}"""));

        Assert.Equal((5, 512, 5_000_000_000), (page.ChangedBlocks![0].BlockIndex, page.BlockSize, page.VolumeSize));
    }

    [Fact]
    public async Task Nulls_are_as_good_as_absent()
    {
        var page = await Clients.ListAsync(new Reply(
            """
            {"ChangedBlocks":[{"BlockIndex":1,"FirstBlockToken":null,"SecondBlockToken":null}],"BlockSize":null,
             "ExpiryTime":null,"NextToken":null,"VolumeSize":null}
            """));

        var block = Assert.Single(page.ChangedBlocks!);
        Assert.Equal((1, null, null), (block.BlockIndex, block.FirstBlockToken, block.SecondBlockToken));
        Assert.Equal((null, null, null, null), (page.BlockSize, page.ExpiryTime, page.NextToken, page.VolumeSize));
    }

    [Theory]
    [InlineData("""{"BlockSize":524288}""")]
    [InlineData("""{"ChangedBlocks":null,"BlockSize":524288}""")]
    public async Task Without_a_list_there_is_none(string body) =>
        Assert.Null((await Clients.ListAsync(new Reply(body))).ChangedBlocks);

    [Fact]
    public async Task An_empty_page_may_have_a_successor()
    {
        var page = await Clients.ListAsync(new Reply("""{"ChangedBlocks":[],"NextToken":"next"}"""));

        Assert.Empty(page.ChangedBlocks!);
        Assert.Equal("next", page.NextToken);
    }

    [Fact]
    public async Task An_empty_token_is_handed_on() =>
        Assert.Equal("", (await Clients.ListAsync(new Reply("""{"ChangedBlocks":[],"NextToken":""}"""))).NextToken);

    [Fact]
    public async Task Unknown_members_are_skipped_at_every_depth()
    {
        var page = await Clients.ListAsync(new Reply(
            """
            {"New":{"ChangedBlocks":[{"BlockIndex":9}],"NextToken":"wrong"},"Array":[[1],{"a":null}],
             "ChangedBlocks":[{"New":{"BlockIndex":9},"BlockIndex":1,"Flag":true}],"Text":"\"}"}
            """));

        Assert.Equal(1, Assert.Single(page.ChangedBlocks!).BlockIndex);
        Assert.Null(page.NextToken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("text/plain")]
    [InlineData("text/html; charset=utf-8")]
    [InlineData("application/x-amz-json-1.1")]
    [InlineData("application/octet-stream")]
    public async Task The_content_type_does_not_matter(string contentType)
    {
        var page = await Clients.ListAsync(new Reply("""{"BlockSize":524288}""") { ContentType = contentType });

        Assert.Equal(524_288, page.BlockSize);
    }

    [Fact]
    public async Task A_body_whose_checksum_is_right_passes()
    {
        var reply = new Reply("""{"BlockSize":524288}""");
        var crc = System.IO.Hashing.Crc32.HashToUInt32(reply.Body.Span);
        reply.Headers["x-amz-crc32"] = crc.ToString(System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(524_288, (await Clients.ListAsync(reply)).BlockSize);
        reply.Headers["x-amz-crc32"] = "1";
        await Assert.ThrowsAsync<IOException>(() => Clients.ListAsync(reply));
    }
}
