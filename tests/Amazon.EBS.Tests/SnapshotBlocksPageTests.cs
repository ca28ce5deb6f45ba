namespace Amazon.EBS.Tests;

public sealed class SnapshotBlocksPageTests
{
    [Fact]
    public async Task A_page_is_read_member_by_member()
    {
        await using var server = new LoopbackServer(new Reply(
            """
            {"VolumeSize":3,"NextToken":"next","ExpiryTime":1576308931.973,"BlockSize":524288,
             "Blocks":[{"BlockToken":"a+b/c=","BlockIndex":1},{"BlockIndex":"2","New":[]}]}
            """));
        using var client = Clients.For(server);

        var page = await client.ListSnapshotBlocksAsync(
            new() { SnapshotId = Clients.FirstSnapshot }, TestContext.Current.CancellationToken);

        Assert.Equal([(1, "a+b/c="), (2, null)], page.Blocks!.Select(block => (block.BlockIndex, block.BlockToken)));
        Assert.Equal((524_288, "next", 3), (page.BlockSize, page.NextToken, page.VolumeSize));
        Assert.Equal(new DateTime(2019, 12, 14, 7, 35, 31, 973, DateTimeKind.Utc), page.ExpiryTime);
    }
}
