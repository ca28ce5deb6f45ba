using Amazon.EBS.Model;

namespace Amazon.EBS.Internal;

/// <summary>The pages of ListSnapshotBlocks.</summary>
internal sealed class ListSnapshotBlocksPaginator(IAmazonEBS client, ListSnapshotBlocksRequest request)
    : Paginator<ListSnapshotBlocksRequest, ListSnapshotBlocksResponse>(request), IListSnapshotBlocksPaginator
{
    protected override Task<ListSnapshotBlocksResponse> GetPageAsync(
        ListSnapshotBlocksRequest request, CancellationToken cancellationToken) =>
        client.ListSnapshotBlocksAsync(request, cancellationToken);

    protected override string? NextToken(ListSnapshotBlocksResponse response) => response.NextToken;

    protected override void GoOn(ListSnapshotBlocksRequest request, string nextToken) => request.NextToken = nextToken;
}
