using LocalEbs.Http;
using LocalEbs.Snapshots;
using Microsoft.Extensions.Time.Testing;

namespace LocalEbs.Tests.Http;

public sealed class RequestLogTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private LocalEbsServer _server = null!;
    private SignedClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var first = new SyntheticSnapshot("snap-a", 1);
        _server = await Serve.Options(
            new LocalEbsOptions
            {
                Snapshots = [first, first.Child("snap-b", changed: "all")],
                Latency = TimeSpan.FromMilliseconds(100),
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
    public async Task A_request_waits_for_the_latency_to_pass_on_the_servers_clock()
    {
        Task<Reply> reply = _client.ReadAsync("/snapshots/snap-a/blocks");
        await ArrivedAsync(1);
        _time.Advance(TimeSpan.FromMilliseconds(99));
        Assert.Equal(1, _server.Requests.InFlight);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await reply;

        IReadOnlyList<RequestRecord> records = await CompletedAsync(1);
        Assert.Equal(TimeSpan.FromMilliseconds(100), records[0].Duration);
        Assert.Equal(0, _server.Requests.InFlight);
    }

    [Fact]
    public async Task A_record_tells_what_was_asked_and_answered_but_no_token()
    {
        Reply page = await AnswerAsync("/snapshots/snap-b/changedblocks?firstSnapshotId=snap-a&maxResults=100");
        string token = Uri.EscapeDataString(page.NextToken!);
        await AnswerAsync($"/snapshots/snap-b/changedblocks?firstSnapshotId=snap-a&maxResults=100&pageToken={token}");
        await AnswerAsync("/snapshots/snap-b/blocks?maxResults=1");

        IReadOnlyList<RequestRecord> records = await CompletedAsync(3);
        Assert.Equal([1, 2, 3], records.Select(record => record.Number));
        Assert.Equal(
            ["ListChangedBlocks", "ListChangedBlocks", "ListSnapshotBlocks"],
            records.Select(record => record.Operation));
        Assert.Equal([0, 100, null], records.Select(record => record.StartingBlockIndex));
        Assert.Equal([false, true, false], records.Select(record => record.HasPageToken));
        Assert.Equal([200, 200, 400], records.Select(record => record.Status));
        Assert.Equal("ValidationException", records[2].ErrorCode);
        Assert.Equal("snap-b", records[0].SnapshotId);
        Assert.Equal("snap-a", records[0].FirstSnapshotId);
        Assert.Equal(
            "/snapshots/snap-b/changedblocks?firstSnapshotId=snap-a&maxResults=100&pageToken=…", records[1].Target);
        Assert.Equal(3, _server.Requests.Count);
    }

    [Fact]
    public async Task A_client_that_goes_away_is_noticed_at_once()
    {
        using var http = new HttpClient();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task request = http.GetAsync(new Uri(_server.Endpoint, "/snapshots/snap-a/blocks"), leaving.Token);
        await ArrivedAsync(1);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);

        IReadOnlyList<RequestRecord> records = await CompletedAsync(1);
        Assert.True(records[0].IsCancelled);
        Assert.Null(records[0].Status);
    }

    [Fact]
    public async Task Stopping_breaks_off_what_is_in_flight()
    {
        Task<Reply> reply = _client.ReadAsync("/snapshots/snap-a/blocks");
        await ArrivedAsync(1);
        await _server.DisposeAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => reply);
    }

    private async Task<Reply> AnswerAsync(string target)
    {
        long seen = _server.Requests.Count;
        Task<Reply> reply = _client.ReadAsync(target);
        await ArrivedAsync((int)seen + 1);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        return await reply;
    }

    private Task<IReadOnlyList<RequestRecord>> CompletedAsync(int count) =>
        _server.Requests.WaitUntilAsync(records => records.Count(record => record.IsCompleted) == count, Cancellation);

    private Task<IReadOnlyList<RequestRecord>> ArrivedAsync(int count) =>
        _server.Requests.WaitUntilAsync(records => records.Count >= count, Cancellation);
}
