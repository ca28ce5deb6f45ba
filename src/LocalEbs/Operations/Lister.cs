using LocalEbs.Http;
using LocalEbs.Listing;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Operations;

/// <summary>Answers a page of a listing: what ListChangedBlocks and ListSnapshotBlocks have in common.</summary>
internal sealed class Lister(LocalEbsOptions options, TimeProvider time, BlockTokens blockTokens)
{
    private const int LeastResults = 100;
    private const int MostResults = 10_000;

    private readonly WindowSizes _windows = new(options.ShortWindows, options.Seed);
    private readonly PageTokens _pageTokens = new(time);
    private readonly PageRenderer _renderer = new(blockTokens);
    private readonly PageCache _cache = new(options.PageCache, time);

    public async Task AnswerAsync(Exchange exchange, SnapshotPair pair)
    {
        QueryParameters query = exchange.Request.Query;
        int maxResults = EbsRequest.RequireNumber(query["maxResults"], "MaxResults", LeastResults, MostResults)
            ?? MostResults;
        int start = Start(query, pair);
        exchange.Record.StartingBlockIndex = start;
        pair.EnsureUnchanged();
        if (options.RefuseEmptySnapshots && pair.Empty is { } empty)
        {
            throw EbsErrors.EmptySnapshot(empty.Id);
        }

        var key = new PageCache.Key(pair, start, maxResults);
        if (_cache.TryGet(key, out ReadOnlyMemory<byte> cached))
        {
            await WriteAsync(exchange, cached).ConfigureAwait(false);
            return;
        }

        using JsonBuffer page = Render(pair, start, maxResults);
        if (_cache.IsEnabled)
        {
            _cache.Keep(key, page.Written);
        }

        await WriteAsync(exchange, page.Written).ConfigureAwait(false);
    }

    private JsonBuffer Render(SnapshotPair pair, int start, int maxResults)
    {
        var blocks = new List<ListedBlock>();
        int? next = ScanWindow.Scan(pair, start, _windows.At(start, maxResults), blocks);
        string? token = next is { } index ? _pageTokens.Issue(pair, index) : null;
        return _renderer.Render(new Page(pair, blocks, blockTokens.Expiry, token));
    }

    // Of the two ways to say where to go on, the token wins.
    private int Start(QueryParameters query, SnapshotPair pair) => query["pageToken"] is { } token
        ? _pageTokens.Read(pair, token) ?? throw EbsErrors.InvalidPageToken()
        : EbsRequest.RequireNumber(query["startingBlockIndex"], "StartingBlockIndex", 0, int.MaxValue) ?? 0;

    private static async Task WriteAsync(Exchange exchange, ReadOnlyMemory<byte> page)
    {
        HttpResponse response = exchange.Http.Response;
        response.ContentType = "application/json";
        response.ContentLength = page.Length;
        await response.Body.WriteAsync(page, exchange.Aborted).ConfigureAwait(false);
    }
}
