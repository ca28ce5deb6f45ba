using LocalEbs.Http;
using LocalEbs.Listing;
using LocalEbs.Snapshots;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Operations;

/// <summary>Brings a request to its operation.</summary>
internal sealed class OperationRouter
{
    private readonly SnapshotCatalog _catalog;
    private readonly Lister _lister;
    private readonly BlockReader _reader;

    public OperationRouter(
        IReadOnlyList<Snapshot> snapshots,
        WindowSizes windows,
        bool refusesEmpty,
        bool refusesEarlierTokens,
        int pageCache,
        TimeProvider time)
    {
        var blockTokens = new BlockTokens(time, refusesEarlierTokens);

        // A page given out again would bear tokens of a list that is not the last.
        pageCache = refusesEarlierTokens ? 0 : pageCache;
        _catalog = new SnapshotCatalog(snapshots);
        _lister = new Lister(
            windows, refusesEmpty, new PageCache(pageCache, time), new PageTokens(time), blockTokens);
        _reader = new BlockReader(blockTokens);
    }

    public Task InvokeAsync(HttpContext context)
    {
        Exchange exchange = Exchange.Of(context);
        EbsRequest request = exchange.Request;
        return request.Operation switch
        {
            EbsRequest.ListChangedBlocks => _lister.AnswerAsync(
                exchange, _catalog.FindPair(request.Query["firstSnapshotId"], request.SnapshotId)),
            EbsRequest.ListSnapshotBlocks => _lister.AnswerAsync(
                exchange, new SnapshotPair(null, FindSnapshot(request))),
            EbsRequest.GetSnapshotBlock => _reader.AnswerAsync(exchange, FindSnapshot(request)),
            _ => throw EbsErrors.UnknownOperation(),
        };
    }

    private Snapshot FindSnapshot(EbsRequest request) => _catalog.Find(request.SnapshotId, "SnapshotId");
}
