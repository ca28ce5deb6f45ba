using System.Net;
using System.Security.Cryptography;
using LocalEbs.Faults;
using LocalEbs.Http;
using LocalEbs.Snapshots;

namespace LocalEbs.Tests.Faults;

public sealed class ReadFaultTests
{
    [Fact]
    public async Task A_block_token_is_refused_only_where_a_block_is_read()
    {
        await using FaultyServer faulty = await StartAsync("all:expired-block-token", "all:expired-block-token");
        Reply page = await faulty.ReadAsync();
        Assert.Equal(HttpStatusCode.OK, page.Status);

        Reply refused = await faulty.ReadAsync(page.ReadOf("snap-a", 5));
        Assert.Equal(
            (HttpStatusCode.BadRequest, "ValidationException", "INVALID_BLOCK_TOKEN"),
            (refused.Status, refused.ErrorType, refused.Reason));
        Assert.Equal("INVALID_PARAMETER_VALUE", (await faulty.ReadAsync("/snapshots/snap-a/blocks/5")).Reason);
        IReadOnlyList<RequestRecord> records = await faulty.CompletedAsync(3);
        Assert.Equal([null, "expired-block-token", null], records.Select(record => record.Fault));
    }

    [Fact]
    public async Task A_wrong_checksum_looks_like_a_right_one()
    {
        (Block faulty, Block proper) = await BothAsync("wrong-checksum");
        Assert.Equal(proper.Data, faulty.Data);
        Assert.NotEqual(proper.Checksum, faulty.Checksum);
        Assert.Equal(SHA256.HashSizeInBytes, Convert.FromBase64String(faulty.Checksum!).Length);
        Assert.Equal(proper with { Data = [], Checksum = "" }, faulty with { Data = [], Checksum = "" });
    }

    [Fact]
    public async Task A_checksum_is_missing_with_its_algorithm()
    {
        (Block faulty, Block proper) = await BothAsync("no-checksum");
        Assert.Equal(proper.Data, faulty.Data);
        Assert.Null(faulty.Checksum);
        Assert.Null(faulty.Algorithm);
        Assert.Equal(proper.Length, faulty.Length);
    }

    [Fact]
    public async Task A_wrong_length_is_not_the_bodys()
    {
        (Block faulty, Block proper) = await BothAsync("wrong-length");
        Assert.Equal(proper.Data, faulty.Data);
        Assert.Equal("524287", faulty.Length);
        Assert.Equal(proper.Checksum, faulty.Checksum);
    }

    [Theory]
    [InlineData(5, 9)]
    [InlineData(9, 5)]
    public async Task Another_block_comes_with_its_own_checksum(int index, int other)
    {
        await using FaultyServer faulty = await StartAsync("2:other-block");
        Reply page = await faulty.ReadAsync();
        Block expected = await ReadAsync(faulty, page.ReadOf("snap-a", other));
        Block substitute = await ReadAsync(faulty, page.ReadOf("snap-a", index));
        Assert.Equal(expected.Data, substitute.Data);
        Assert.Equal(expected.Checksum, substitute.Checksum);
        Assert.NotEqual(expected.Data, (await ReadAsync(faulty, page.ReadOf("snap-a", index))).Data);
        IReadOnlyList<RequestRecord> records = await faulty.CompletedAsync(4);
        Assert.Equal([null, null, "other-block", null], records.Select(record => record.Fault));
        Assert.Equal(index, records[2].StartingBlockIndex);
    }

    [Fact]
    public async Task Where_there_is_no_other_block_its_own_comes_and_counts_as_no_fault()
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync(new LocalEbsOptions
        {
            Snapshots = [new SyntheticSnapshot("snap-a", 1, written: "5")],
            Faults = [FaultRule.Parse("GetSnapshotBlock all:other-block")],
        });
        Block block = await ReadAsync(faulty, (await faulty.ReadAsync()).ReadOf("snap-a", 5));
        Assert.Equal(Snapshot.BlockSize, block.Data.Length);
        Assert.Null((await faulty.CompletedAsync(2))[1].Fault);
    }

    [Theory]
    [InlineData("wrong-checksum")]
    [InlineData("no-checksum")]
    [InlineData("wrong-length")]
    [InlineData("other-block")]
    public async Task A_listing_and_a_refused_read_stay_as_they_are_and_count_as_no_fault(string fault)
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync(
            $"all:{fault}", $"GetSnapshotBlock all:{fault}");
        Assert.Equal(1000, (await faulty.ReadAsync()).Indexes.Length);
        Reply refused = await faulty.ReadAsync("/snapshots/snap-a/blocks/0?blockToken=AAAA");
        Assert.Equal("INVALID_BLOCK_TOKEN", refused.Reason);
        Assert.All(await faulty.CompletedAsync(2), record => Assert.Null(record.Fault));
    }

    [Theory]
    [InlineData("garbage", Snapshot.BlockSize)]
    [InlineData("half-json", Snapshot.BlockSize / 2)]
    [InlineData("empty", 0)]
    [InlineData("html", 48)]
    [InlineData("oversized=1MiB", 1 << 20)]
    public async Task A_fault_in_the_body_leaves_what_is_said_of_the_data(string fault, int length)
    {
        (Block faulty, Block proper) = await BothAsync(fault);
        Assert.Equal(length, faulty.Data.Length);
        Assert.NotEqual(proper.Data, faulty.Data);
        Assert.Equal(
            (proper.Checksum, proper.Algorithm, proper.Length), (faulty.Checksum, faulty.Algorithm, faulty.Length));
        Assert.Equal(fault == "html" ? "text/html" : "application/octet-stream", faulty.ContentType);
    }

    private static async Task<(Block Faulty, Block Proper)> BothAsync(string fault)
    {
        await using FaultyServer faulty = await StartAsync($"1:{fault}");
        Reply page = await faulty.ReadAsync();
        Block[] blocks =
        [
            await ReadAsync(faulty, page.ReadOf("snap-a", 5)),
            await ReadAsync(faulty, page.ReadOf("snap-a", 5)),
        ];
        Assert.Equal(
            [null, fault.Split('=')[0], null], (await faulty.CompletedAsync(3)).Select(record => record.Fault));
        Assert.Equal(Convert.ToBase64String(SHA256.HashData(blocks[1].Data)), blocks[1].Checksum);
        return (blocks[0], blocks[1]);
    }

    private static Task<FaultyServer> StartAsync(string onReads, string? onListings = null) =>
        FaultyServer.StartAsync(new LocalEbsOptions
        {
            Snapshots = [new SyntheticSnapshot("snap-a", 1, written: "5+9")],
            Faults =
            [
                FaultRule.Parse($"GetSnapshotBlock {onReads}"),
                .. onListings is null ? [] : (FaultRule[])[FaultRule.Parse(onListings)],
            ],
        });

    private static async Task<Block> ReadAsync(FaultyServer server, string target)
    {
        using HttpResponseMessage response = await server.Client.GetAsync(target);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new Block(
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken),
            response.Content.Headers.ContentType?.MediaType,
            Header(BlockHeaders.DataLength),
            Header(BlockHeaders.Checksum),
            Header(BlockHeaders.ChecksumAlgorithm));

        string? Header(string name) =>
            response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.Single() : null;
    }

    private sealed record Block(
        byte[] Data, string? ContentType, string? Length, string? Checksum, string? Algorithm);
}
