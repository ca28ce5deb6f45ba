using System.Security.Cryptography;
using Amazon.Runtime;

namespace Amazon.EBS.Tests;

public sealed class GetSnapshotBlockTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static GetSnapshotBlockRequest Request => new()
    {
        SnapshotId = Clients.FirstSnapshot,
        BlockIndex = 0,
        BlockToken = "token",
    };

    [Fact]
    public async Task A_block_comes_as_a_stream_with_its_checksum()
    {
        var data = new byte[524_288];
        new Random(1).NextBytes(data);
        var checksum = Convert.ToBase64String(SHA256.HashData(data));
        await using var server = new LoopbackServer(new Reply(data)
        {
            ContentType = "application/octet-stream",
            Headers =
            {
                ["x-amz-Data-Length"] = "524288",
                ["x-amz-Checksum"] = checksum,
                ["x-amz-Checksum-Algorithm"] = "SHA256",
            },
        });
        using var client = Clients.For(server);

        using var block = await client.GetSnapshotBlockAsync(Request, Token);
        using var copy = new MemoryStream();
        await block.BlockData!.CopyToAsync(copy, Token);

        Assert.Equal(data, copy.ToArray());
        Assert.Equal((524_288, checksum), (block.DataLength, block.Checksum));
        Assert.Equal(ChecksumAlgorithm.SHA256, block.ChecksumAlgorithm);
        Assert.Equal(Reply.RequestId, block.ResponseMetadata.RequestId);
    }

    [Fact]
    public async Task What_the_headers_lack_is_null()
    {
        await using var server = new LoopbackServer(new Reply("data"));
        using var client = Clients.For(server);

        using var block = await client.GetSnapshotBlockAsync(Request, Token);

        Assert.Equal((null, null, null), (block.DataLength, block.Checksum, block.ChecksumAlgorithm?.Value));
    }

    [Fact]
    public async Task Disposing_of_a_block_closes_its_data()
    {
        await using var server = new LoopbackServer(new Reply("data"));
        using var client = Clients.For(server);
        var block = await client.GetSnapshotBlockAsync(Request, Token);
        var data = block.BlockData!;

        block.Dispose();
        block.Dispose();

        Assert.Null(block.BlockData);
        Assert.False(data.CanRead);
    }

    [Fact]
    public async Task A_length_that_is_no_number_is_refused()
    {
        await using var server = new LoopbackServer(new Reply("data") { Headers = { ["x-amz-Data-Length"] = "much" } });
        using var client = Clients.For(server);

        await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => client.GetSnapshotBlockAsync(Request, Token));
    }

    [Fact]
    public async Task An_error_is_typed()
    {
        await using var server = new LoopbackServer(
            new Reply("""{"__type":"ValidationException","Reason":"INVALID_BLOCK_TOKEN"}""") { Status = 400 });
        using var client = Clients.For(server);

        var error = await Assert.ThrowsAsync<ValidationException>(() => client.GetSnapshotBlockAsync(Request, Token));

        Assert.Equal("INVALID_BLOCK_TOKEN", error.Reason?.Value);
    }
}
