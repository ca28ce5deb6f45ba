namespace Amazon.EBS.Tests;

public sealed class RequestTests
{
    private const string Page = """{"BlockSize":524288}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ListChangedBlocks_sends_every_parameter_under_its_own_name()
    {
        await using var server = new LoopbackServer(new Reply(Page));
        using var client = Clients.For(server);
        var request = Clients.ChangedBlocks("t/o+k=");
        request.StartingBlockIndex = 7;

        await client.ListChangedBlocksAsync(request, Token);

        var sent = Assert.Single(server.Requests);
        Assert.Equal("GET", sent.Method);
        Assert.Equal($"/snapshots/{Clients.SecondSnapshot}/changedblocks", sent.Path);
        Assert.Equal(
            $"firstSnapshotId={Clients.FirstSnapshot}&maxResults=10000&pageToken=t%2Fo%2Bk%3D&startingBlockIndex=7",
            sent.Query);
    }

    [Fact]
    public async Task ListSnapshotBlocks_sends_every_parameter_under_its_own_name()
    {
        await using var server = new LoopbackServer(new Reply(Page));
        using var client = Clients.For(server);

        await client.ListSnapshotBlocksAsync(
            new() { SnapshotId = "snap-ab", MaxResults = 100, NextToken = "+", StartingBlockIndex = 0 }, Token);

        var sent = Assert.Single(server.Requests);
        Assert.Equal("/snapshots/snap-ab/blocks", sent.Path);
        Assert.Equal("maxResults=100&pageToken=%2B&startingBlockIndex=0", sent.Query);
    }

    [Fact]
    public async Task GetSnapshotBlock_names_the_block_in_the_path_and_its_token_in_the_query()
    {
        await using var server = new LoopbackServer(new Reply("data"));
        using var client = Clients.For(server);

        using var response = await client.GetSnapshotBlockAsync(
            new() { SnapshotId = "snap-ab", BlockIndex = 6001, BlockToken = "a+b/c=" }, Token);

        var sent = Assert.Single(server.Requests);
        Assert.Equal("GET", sent.Method);
        Assert.Equal("/snapshots/snap-ab/blocks/6001", sent.Path);
        Assert.Equal("blockToken=a%2Bb%2Fc%3D", sent.Query);
    }

    [Fact]
    public async Task What_is_not_set_is_not_sent()
    {
        await using var server = new LoopbackServer(new Reply(Page));
        using var client = Clients.For(server);

        await client.ListChangedBlocksAsync(new() { SecondSnapshotId = "snap-b" }, Token);

        Assert.Equal("", Assert.Single(server.Requests).Query);
    }

    [Fact]
    public async Task A_request_names_the_version_of_the_api_and_the_client()
    {
        await using var server = new LoopbackServer(new Reply(Page));
        using var client = Clients.For(server);

        await client.ListChangedBlocksAsync(Clients.ChangedBlocks(), Token);

        var headers = Assert.Single(server.Requests).Headers;
        Assert.Equal("2019-11-02", headers["x-amz-api-version"]);
        Assert.Contains("EBS", headers["User-Agent"], StringComparison.Ordinal);
    }

    public static TheoryData<AmazonEBSRequest, string> Incomplete => new()
    {
        { new ListChangedBlocksRequest { FirstSnapshotId = "snap-a" }, "SecondSnapshotId" },
        { new ListSnapshotBlocksRequest(), "SnapshotId" },
        { new GetSnapshotBlockRequest { BlockIndex = 1, BlockToken = "t" }, "SnapshotId" },
        { new GetSnapshotBlockRequest { SnapshotId = "", BlockIndex = 1, BlockToken = "t" }, "SnapshotId" },
        { new GetSnapshotBlockRequest { SnapshotId = "snap-a", BlockToken = "t" }, "BlockIndex" },
        { new GetSnapshotBlockRequest { SnapshotId = "snap-a", BlockIndex = 1 }, "BlockToken" },
    };

    [Theory]
    [MemberData(nameof(Incomplete))]
    public async Task A_request_without_a_required_member_is_not_sent(AmazonEBSRequest request, string missing)
    {
        await using var server = new LoopbackServer(new Reply(Page));
        using var client = Clients.For(server);

        var error = await Assert.ThrowsAsync<AmazonEBSException>(() => request switch
        {
            ListChangedBlocksRequest list => client.ListChangedBlocksAsync(list, Token),
            ListSnapshotBlocksRequest list => client.ListSnapshotBlocksAsync(list, Token),
            GetSnapshotBlockRequest get => (Task)client.GetSnapshotBlockAsync(get, Token),
            _ => throw new ArgumentException("Unknown request.", nameof(request)),
        });

        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }
}
