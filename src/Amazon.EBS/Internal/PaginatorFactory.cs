using Amazon.EBS.Model;

namespace Amazon.EBS.Internal;

/// <summary>Makes a new, single-use paginator a call.</summary>
internal sealed class PaginatorFactory(IAmazonEBS client) : IEBSPaginatorFactory
{
    public IListChangedBlocksPaginator ListChangedBlocks(ListChangedBlocksRequest request) =>
        new ListChangedBlocksPaginator(client, request);

    public IListSnapshotBlocksPaginator ListSnapshotBlocks(ListSnapshotBlocksRequest request) =>
        new ListSnapshotBlocksPaginator(client, request);
}
