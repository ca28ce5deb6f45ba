using LocalEbs.Listing;
using LocalEbs.Snapshots;
using Microsoft.Extensions.Time.Testing;

namespace LocalEbs.Tests.Listing;

public sealed class PageCacheTests
{
    private static readonly SyntheticSnapshot Snapshot = new("snap-a", 1);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_oldest_page_leaves_first()
    {
        var cache = new PageCache(2, _time);
        cache.Keep(Key(0), new byte[] { 0 });
        cache.Keep(Key(1), new byte[] { 1 });
        cache.Keep(Key(2), new byte[] { 2 });
        Assert.False(cache.TryGet(Key(0), out _));
        Assert.True(cache.TryGet(Key(1), out ReadOnlyMemory<byte> page));
        Assert.Equal([1], page.ToArray());
        Assert.True(cache.TryGet(Key(2), out _));
    }

    [Fact]
    public void A_page_grows_stale_long_before_its_page_token_expires()
    {
        var cache = new PageCache(2, _time);
        cache.Keep(Key(0), new byte[] { 0 });
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.False(cache.TryGet(Key(0), out _));
        cache.Keep(Key(0), new byte[] { 1 });
        Assert.True(cache.TryGet(Key(0), out ReadOnlyMemory<byte> page));
        Assert.Equal([1], page.ToArray());
    }

    private static PageCache.Key Key(int start) => new(new SnapshotPair(null, Snapshot), start, 10_000);
}
