using System.Net;
using LocalEbs.Http;
using LocalEbs.Snapshots;
using Microsoft.Extensions.Time.Testing;

namespace LocalEbs.Tests.Http;

public sealed class RequestQuotaTests
{
    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("many")]
    [InlineData("Infinity")]
    [InlineData("50/")]
    [InlineData("50/0")]
    [InlineData("50/1/1")]
    public void A_quota_that_cannot_be_read_says_so(string text) => Assert.Equal(
        $"'{text}' is no quota: write requests a second, as in 50, or with a burst, as in 50/100.",
        Assert.Throws<FormatException>(() => RequestQuota.Parse(text)).Message);

    [Fact]
    public async Task Listings_beyond_the_quota_are_throttled_until_it_refills_on_the_servers_clock()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using FaultyServer server = await StartAsync("2", time);
        Assert.Equal(HttpStatusCode.OK, (await server.ReadAsync()).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.ReadAsync()).Status);

        Reply throttled = await server.ReadAsync();
        Assert.Equal(HttpStatusCode.BadRequest, throttled.Status);
        Assert.Equal("com.amazon.coral.availability#ThrottlingException", (string?)throttled.Json["__type"]);
        Assert.Equal("Rate exceeded", (string?)throttled.Json["message"]);
        Assert.Equal("ThrottlingException", throttled.ErrorType);

        time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(HttpStatusCode.OK, (await server.ReadAsync()).Status);
        IReadOnlyList<RequestRecord> records = await server.CompletedAsync(4);
        Assert.Equal([false, false, true, false], records.Select(record => record.IsThrottled));
        Assert.All(records, record => Assert.Null(record.Fault));
    }

    [Fact]
    public async Task Each_operation_has_a_bucket_and_blocks_have_none()
    {
        await using FaultyServer server = await StartAsync("1", new FakeTimeProvider(DateTimeOffset.UtcNow));
        Reply page = await server.ReadAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await server.ReadAsync()).Status);
        Reply other = await server.ReadAsync("/snapshots/snap-a/changedblocks?firstSnapshotId=snap-a");
        Assert.Equal(HttpStatusCode.OK, other.Status);

        for (int i = 0; i < 3; i++)
        {
            using HttpResponseMessage block = await server.Client.GetAsync(page.ReadOf("snap-a", 0));
            Assert.Equal(HttpStatusCode.OK, block.StatusCode);
        }
    }

    [Fact]
    public async Task Reads_have_a_quota_of_the_account_and_one_of_each_snapshot_and_listings_take_of_neither()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using FaultyServer server = await FaultyServer.StartAsync(
            new LocalEbsOptions
            {
                Snapshots = [new SyntheticSnapshot("snap-a", 1), new SyntheticSnapshot("snap-b", 1)],
                ReadQuota = RequestQuota.Parse("1/5"),
                SnapshotReadQuota = RequestQuota.Parse("1/2"),
            },
            time);
        string ofFirst = (await server.ReadAsync()).ReadOf("snap-a", 0);
        string ofSecond = (await server.ReadAsync("/snapshots/snap-b/blocks")).ReadOf("snap-b", 0);

        await AssertReadAsync(null, null, ofFirst, ofFirst);
        await AssertReadAsync("RequestThrottledException", "RESOURCE_LEVEL_THROTTLE", ofFirst);
        await AssertReadAsync(null, null, ofSecond, ofSecond);
        await AssertReadAsync("ThrottlingException", null, ofFirst, ofSecond, "/snapshots/snap-c/blocks/0");
        Assert.Equal(HttpStatusCode.OK, (await server.ReadAsync()).Status);

        time.Advance(TimeSpan.FromSeconds(1));
        await AssertReadAsync(null, null, ofSecond);
        await AssertReadAsync("ThrottlingException", null, ofSecond);

        async Task AssertReadAsync(string? code, string? reason, params string[] targets)
        {
            foreach (string target in targets)
            {
                using HttpResponseMessage response = await server.Client.GetAsync(target);
                Assert.Equal(code is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest, response.StatusCode);
                Reply reply = await Reply.OfAsync(response);
                Assert.Equal(code, reply.ErrorType);
                Assert.Equal(reason, code is null ? null : reply.Reason);
            }
        }
    }

    [Fact]
    public async Task A_read_of_a_snapshot_that_there_is_not_takes_of_no_snapshots_quota()
    {
        await using FaultyServer server = await FaultyServer.StartAsync(new LocalEbsOptions
        {
            Snapshots = [new SyntheticSnapshot("snap-a", 1)],
            SnapshotReadQuota = RequestQuota.Parse("0.001/1"),
        });
        for (int i = 0; i < 2; i++)
        {
            Assert.Equal("SNAPSHOT_NOT_FOUND", (await server.ReadAsync("/snapshots/snap-c/blocks/0")).Reason);
        }
    }

    [Fact]
    public async Task What_is_not_properly_signed_takes_nothing()
    {
        await using FaultyServer server = await StartAsync("1", new FakeTimeProvider(DateTimeOffset.UtcNow));
        Reply refused = await server.Client.ReadAsync("/snapshots/snap-b/blocks", sentTo: FaultyServer.Page);
        Assert.Equal("InvalidSignatureException", refused.ErrorType);
        Assert.Equal(HttpStatusCode.OK, (await server.ReadAsync()).Status);
    }

    private static Task<FaultyServer> StartAsync(string quota, TimeProvider time) => FaultyServer.StartAsync(
        new LocalEbsOptions { Snapshots = [new SyntheticSnapshot("snap-a", 1)], Quota = RequestQuota.Parse(quota) },
        time);
}
