using LocalEbs.Http;
using LocalEbs.Listing;

namespace LocalEbs.Operations;

/// <summary>Answers a page of a listing: what ListChangedBlocks and ListSnapshotBlocks have in common.</summary>
internal sealed class Lister(
    WindowSizes windows, bool refusesEmpty, PageCache cache, PageTokens pageTokens, BlockTokens blockTokens)
{
    private const string ContentType = "application/json";
    private const int LeastResults = 100;
    private const int MostResults = 10_000;

    private readonly PageRenderer _renderer = new(blockTokens);

    public async Task AnswerAsync(Exchange exchange, SnapshotPair pair)
    {
        QueryParameters query = exchange.Request.Query;
        int maxResults = EbsRequest.RequireNumber(query["maxResults"], "MaxResults", LeastResults, MostResults)
            ?? MostResults;
        int start = Start(query, pair);
        exchange.Record.StartingBlockIndex = start;
        pair.EnsureUnchanged();
        if (refusesEmpty && pair.Empty is { } empty)
        {
            throw EbsErrors.EmptySnapshot(empty.Id);
        }

        var key = new PageCache.Key(pair, start, maxResults);
        if (cache.TryGet(key, out ReadOnlyMemory<byte> cached))
        {
            await exchange.AnswerAsync(ContentType, cached).ConfigureAwait(false);
            return;
        }

        using JsonBuffer page = Render(pair, start, maxResults);
        if (cache.IsEnabled)
        {
            cache.Keep(key, page.Written);
        }

        await exchange.AnswerAsync(ContentType, page.Written).ConfigureAwait(false);
    }

    private JsonBuffer Render(SnapshotPair pair, int start, int maxResults)
    {
        var blocks = new List<ListedBlock>();
        int? next = ScanWindow.Scan(pair, start, windows.At(start, maxResults), blocks);
        string? token = next is { } index ? pageTokens.Issue(pair, index) : null;
        return _renderer.Render(new Page(pair, blocks, blockTokens.Expiry, token));
    }

    // Of the two ways to say where to go on, the token wins.
    private int Start(QueryParameters query, SnapshotPair pair) => query["pageToken"] is { } token
        ? pageTokens.Read(pair, token) ?? throw EbsErrors.InvalidPageToken()
        : EbsRequest.RequireNumber(query["startingBlockIndex"], "StartingBlockIndex", 0, int.MaxValue) ?? 0;
}
