using System.Collections.Concurrent;

namespace LocalEbs.Listing;

/// <summary>
/// Keeps rendered pages, the oldest leaving first, so that a benchmark measures its client. A page is given out for ten
/// minutes at most, well within the hour that its page token lives.
/// </summary>
internal sealed class PageCache(int capacity, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<Key, Entry> _entries = new();
    private readonly ConcurrentQueue<Key> _order = new();

    public bool IsEnabled => capacity > 0;

    public bool TryGet(Key key, out ReadOnlyMemory<byte> page)
    {
        bool isFresh = _entries.TryGetValue(key, out Entry entry) && time.GetUtcNow() - entry.Rendered < Freshness;
        page = isFresh ? entry.Page : default;
        return isFresh;
    }

    public void Keep(Key key, ReadOnlyMemory<byte> page)
    {
        var entry = new Entry(page.ToArray(), time.GetUtcNow());
        if (!_entries.TryAdd(key, entry))
        {
            _entries[key] = entry;
            return;
        }

        _order.Enqueue(key);
        while (_order.Count > capacity && _order.TryDequeue(out Key oldest))
        {
            _entries.TryRemove(oldest, out _);
        }
    }

    internal readonly record struct Key(SnapshotPair Pair, int Start, int MaxResults);

    private readonly record struct Entry(byte[] Page, DateTimeOffset Rendered);
}
