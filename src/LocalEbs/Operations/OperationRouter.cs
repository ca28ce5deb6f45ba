using LocalEbs.Http;
using LocalEbs.Listing;
using LocalEbs.Snapshots;

namespace LocalEbs.Operations;

/// <summary>Brings a request that has passed all stages to its operation.</summary>
internal sealed class OperationRouter
{
    private readonly SnapshotCatalog _catalog;
    private readonly Lister _lister;
    private readonly BlockReader _reader;

    public OperationRouter(LocalEbsOptions options, TimeProvider time)
    {
        var blockTokens = new BlockTokens(time);
        _catalog = new SnapshotCatalog(options.Snapshots);
        _lister = new Lister(options, time, blockTokens);
        _reader = new BlockReader(blockTokens);
    }

    public Task InvokeAsync(Exchange exchange)
    {
        EbsRequest request = exchange.Request;
        return request.Operation switch
        {
            "ListChangedBlocks" => _lister.AnswerAsync(
                exchange, _catalog.FindPair(request.Query["firstSnapshotId"], request.SnapshotId)),
            "ListSnapshotBlocks" => _lister.AnswerAsync(exchange, new SnapshotPair(null, FindSnapshot(request))),
            "GetSnapshotBlock" => _reader.AnswerAsync(exchange, FindSnapshot(request)),
            _ => throw EbsErrors.UnknownOperation(),
        };
    }

    private Snapshot FindSnapshot(EbsRequest request) => _catalog.Find(request.SnapshotId, "SnapshotId");
}
