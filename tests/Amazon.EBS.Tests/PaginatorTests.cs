using System.Text.Json;

namespace Amazon.EBS.Tests;

public sealed class PaginatorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Pages_are_followed_to_the_one_without_a_token(string? lastToken)
    {
        await using var server = Pages("a+b", "c", lastToken);
        using var client = Clients.For(server);
        var tokens = new List<string?>();

        await foreach (var page in client.Paginators.ListChangedBlocks(Clients.ChangedBlocks()).Responses)
            tokens.Add(page.NextToken);

        Assert.Equal(["a+b", "c", lastToken], tokens);
        Assert.Equal([null, "pageToken=a%2Bb", "pageToken=c"], server.Requests.Select(PageToken));
    }

    [Fact]
    public async Task A_listing_may_begin_at_a_token()
    {
        await using var server = Pages("b", null);
        using var client = Clients.For(server);
        var request = new ListSnapshotBlocksRequest { SnapshotId = "snap-a", NextToken = "a" };

        await foreach (var page in client.Paginators.ListSnapshotBlocks(request).Responses)
            Assert.Equal(1, page.BlockSize);

        Assert.Equal(["pageToken=a", "pageToken=b"], server.Requests.Select(PageToken));
    }

    [Fact]
    public async Task A_paginator_serves_once()
    {
        await using var server = Pages((string?)null);
        using var client = Clients.For(server);
        var pages = client.Paginators.ListChangedBlocks(Clients.ChangedBlocks()).Responses;
        await foreach (var page in pages) Assert.Null(page.NextToken);

        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var page in pages) Assert.Fail("A second enumeration gave a page.");
        });

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task No_page_is_fetched_before_it_is_asked_for()
    {
        await using var server = Pages("a", "b", null);
        using var client = Clients.For(server);

        await foreach (var page in client.Paginators.ListChangedBlocks(Clients.ChangedBlocks()).Responses) break;

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Cancelling_ends_the_enumeration()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var server = Pages("a", "b", null);
        using var client = Clients.For(server);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            var pages = client.Paginators.ListChangedBlocks(Clients.ChangedBlocks()).Responses;
            await foreach (var page in pages.WithCancellation(cancel.Token)) await cancel.CancelAsync();
        });

        Assert.Single(server.Requests);
    }

    private static LoopbackServer Pages(params string?[] nextTokens)
    {
        var next = -1;
        return new LoopbackServer(_ => new Reply(JsonSerializer.Serialize(
            new { BlockSize = 1, NextToken = nextTokens[Interlocked.Increment(ref next)] })));
    }

    private static string? PageToken(RecordedRequest request) =>
        request.Query.Split('&').SingleOrDefault(part => part.StartsWith("pageToken=", StringComparison.Ordinal));
}
