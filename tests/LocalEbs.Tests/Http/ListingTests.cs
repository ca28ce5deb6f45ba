using System.Net;
using System.Text.Json.Nodes;
using LocalEbs.Snapshots;
using Microsoft.Extensions.Time.Testing;

namespace LocalEbs.Tests.Http;

public sealed class ListingTests : IAsyncLifetime
{
    private const string Changed = "/snapshots/snap-b/changedblocks?firstSnapshotId=snap-a&maxResults=100";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private LocalEbsServer _server = null!;
    private SignedClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        var first = new SyntheticSnapshot("snap-a", 1, written: "0-149");
        SyntheticSnapshot second = first.Child("snap-b", changed: "120-121", added: "200", removed: "5");
        _server = await Serve.Options(
            new LocalEbsOptions
            {
                Snapshots = [first, second, second.Child("snap-c", volumeSize: 3)],
                MaxClockSkew = TimeSpan.FromDays(30),
            },
            _time);
        _client = new SignedClient(_server.Endpoint) { SignedAt = _time.GetUtcNow() };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Members_come_in_the_order_of_the_service()
    {
        Reply page = await _client.ReadAsync(Changed);
        Assert.Equal(["BlockSize", "ChangedBlocks", "ExpiryTime", "NextToken", "VolumeSize"], page.Members);
        Assert.Equal(524_288, (int)page.Json["BlockSize"]!);
        Assert.Equal(1, (int)page.Json["VolumeSize"]!);
        Assert.Equal(_time.GetUtcNow().AddDays(7).ToUnixTimeSeconds(), (double)page.Json["ExpiryTime"]!);

        Reply blocks = await _client.ReadAsync("/snapshots/snap-b/blocks?maxResults=100");
        Assert.Equal(["BlockSize", "Blocks", "ExpiryTime", "NextToken", "VolumeSize"], blocks.Members);
        Assert.Equal(["BlockIndex", "BlockToken"], Reply.MembersOf(blocks.Blocks[0]));
    }

    [Fact]
    public async Task Tokens_say_what_happened_to_a_block()
    {
        Reply reply = await _client.ReadAsync("/snapshots/snap-b/changedblocks?firstSnapshotId=snap-a");
        Assert.Equal([5, 120, 121, 200], reply.Indexes);
        Assert.Equal(["BlockIndex", "FirstBlockToken"], Reply.MembersOf(reply.Blocks[0]));
        Assert.Equal(["BlockIndex", "FirstBlockToken", "SecondBlockToken"], Reply.MembersOf(reply.Blocks[1]));
        Assert.Equal(["BlockIndex", "SecondBlockToken"], Reply.MembersOf(reply.Blocks[3]));
        Assert.Equal(60, ((string)reply.Blocks[1]["FirstBlockToken"]!).Length);
        Assert.Null(reply.NextToken);
    }

    [Fact]
    public async Task A_page_token_wins_over_a_starting_index()
    {
        Reply page = await _client.ReadAsync(Changed);
        Assert.Equal([5], page.Indexes);
        string token = Uri.EscapeDataString(page.NextToken!);
        Reply next = await _client.ReadAsync($"{Changed}&startingBlockIndex=0&pageToken={token}");
        Assert.Equal([120, 121, 200], next.Indexes);
        Assert.Null(next.NextToken);
    }

    [Theory]
    [InlineData(0, new[] { 5, 120, 121, 200 })]
    [InlineData(5, new[] { 5, 120, 121, 200 })]
    [InlineData(121, new[] { 121, 200 })]
    [InlineData(122, new[] { 200 })]
    [InlineData(201, new int[0])]
    [InlineData(int.MaxValue, new int[0])]
    public async Task A_listing_starts_at_the_index_given_or_the_next(int start, int[] expected)
    {
        Reply reply = await _client.ReadAsync(
            $"/snapshots/snap-b/changedblocks?firstSnapshotId=snap-a&startingBlockIndex={start}");
        Assert.Equal(expected, reply.Indexes);
    }

    [Fact]
    public async Task A_page_token_is_refused_after_an_hour_and_for_another_pair()
    {
        string token = Uri.EscapeDataString((await _client.ReadAsync(Changed)).NextToken!);
        string reversed = $"/snapshots/snap-a/changedblocks?firstSnapshotId=snap-b&pageToken={token}";
        await AssertInvalidAsync("INVALID_PAGE_TOKEN", reversed);
        _time.Advance(TimeSpan.FromMinutes(60));
        await AssertInvalidAsync("INVALID_PAGE_TOKEN", $"{Changed}&pageToken={token}");
    }

    [Fact]
    public async Task The_volume_size_is_that_of_the_second_snapshot()
    {
        Reply reply = await _client.ReadAsync("/snapshots/snap-c/changedblocks?firstSnapshotId=snap-b");
        Assert.Empty(reply.Indexes);
        Assert.Equal(3, (int)reply.Json["VolumeSize"]!);
    }

    [Fact]
    public async Task A_block_is_read_with_its_token_and_bears_its_checksum()
    {
        string token = await BlockTokenAsync(120);
        using HttpResponseMessage response = await _client.GetAsync($"/snapshots/snap-b/blocks/120?blockToken={token}");
        byte[] data = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(Snapshot.BlockSize, data.Length);
        Assert.Equal("524288", response.Headers.GetValues("x-amz-Data-Length").Single());
        Assert.Equal("SHA256", response.Headers.GetValues("x-amz-Checksum-Algorithm").Single());
        Assert.Equal(
            Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(data)),
            response.Headers.GetValues("x-amz-Checksum").Single());
    }

    [Fact]
    public async Task A_written_block_of_zeros_is_listed_and_read_as_any_other()
    {
        var first = new SyntheticSnapshot("snap-a", 1, written: "0-1");
        await using LocalEbsServer server =
            await Serve.Snapshots(first, first.Child("snap-b", changed: "1", added: "7", zeros: "all"));
        using var client = new SignedClient(server.Endpoint);
        Reply changes = await client.ReadAsync("/snapshots/snap-b/changedblocks?firstSnapshotId=snap-a");
        Assert.Equal([1, 7], changes.Indexes);

        Reply blocks = await client.ReadAsync("/snapshots/snap-b/blocks");
        using HttpResponseMessage response = await client.GetAsync(blocks.ReadOf("snap-b", 7));
        byte[] data = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(new byte[Snapshot.BlockSize], data);
        Assert.Equal(
            "B4VNL+8pega6gWheZgwzLeNtXRjVRpJ9MNqtbX/aFUE=", response.Headers.GetValues("x-amz-Checksum").Single());
    }

    [Fact]
    public async Task A_block_is_not_read_with_a_token_of_another_block_or_an_old_one_or_where_there_is_none()
    {
        string token = await BlockTokenAsync(120);
        await AssertInvalidAsync("INVALID_BLOCK_TOKEN", $"/snapshots/snap-b/blocks/121?blockToken={token}");
        await AssertInvalidAsync("INVALID_BLOCK_TOKEN", $"/snapshots/snap-a/blocks/120?blockToken={token}");
        await AssertInvalidAsync("INVALID_BLOCK", $"/snapshots/snap-b/blocks/5?blockToken={token}");
        await AssertInvalidAsync("INVALID_BLOCK", $"/snapshots/snap-b/blocks/99999?blockToken={token}");
        _time.Advance(TimeSpan.FromDays(7));
        await AssertInvalidAsync("INVALID_BLOCK_TOKEN", $"/snapshots/snap-b/blocks/120?blockToken={token}");
    }

    [Theory]
    [InlineData("snap-b/blocks")]
    [InlineData("snap-b/blocks?startingBlockIndex=2000")]
    [InlineData("snap-b/changedblocks?firstSnapshotId=snap-a")]
    [InlineData("snap-c/changedblocks?firstSnapshotId=snap-b")]
    public async Task A_block_token_ends_with_the_next_list_of_its_snapshot_where_that_is_wanted(string list)
    {
        await using LocalEbsServer server = await Serve.Options(
            new LocalEbsOptions { Snapshots = _server.Snapshots, RefuseEarlierBlockTokens = true, PageCache = 10 });
        using var client = new SignedClient(server.Endpoint);
        string target = (await client.ReadAsync("/snapshots/snap-b/blocks")).ReadOf("snap-b", 120);
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("/snapshots/snap-a/blocks")).Status);
        Reply refused = await client.ReadAsync("/snapshots/snap-b/blocks?maxResults=1");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync(target)).Status);

        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync("/snapshots/" + list)).Status);
        Assert.Equal("INVALID_BLOCK_TOKEN", (await client.ReadAsync(target)).Reason);
        target = (await client.ReadAsync("/snapshots/snap-b/blocks")).ReadOf("snap-b", 120);
        Assert.Equal(HttpStatusCode.OK, (await client.ReadAsync(target)).Status);
    }

    private async Task<string> BlockTokenAsync(int index)
    {
        Reply reply = await _client.ReadAsync("/snapshots/snap-b/changedblocks?firstSnapshotId=snap-a");
        JsonNode block = reply.Blocks.Single(block => (int)block["BlockIndex"]! == index);
        return Uri.EscapeDataString((string)block["SecondBlockToken"]!);
    }

    private async Task AssertInvalidAsync(string reason, string target)
    {
        Reply reply = await _client.ReadAsync(target);
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal("ValidationException", reply.ErrorType);
        Assert.Equal(reason, reply.Reason);
    }
}
