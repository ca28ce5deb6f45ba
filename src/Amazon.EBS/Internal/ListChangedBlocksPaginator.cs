using Amazon.EBS.Model;

namespace Amazon.EBS.Internal;

/// <summary>The pages of ListChangedBlocks.</summary>
internal sealed class ListChangedBlocksPaginator(IAmazonEBS client, ListChangedBlocksRequest request)
    : Paginator<ListChangedBlocksRequest, ListChangedBlocksResponse>(request), IListChangedBlocksPaginator
{
    protected override Task<ListChangedBlocksResponse> GetPageAsync(
        ListChangedBlocksRequest request, CancellationToken cancellationToken) =>
        client.ListChangedBlocksAsync(request, cancellationToken);

    protected override string? NextToken(ListChangedBlocksResponse response) => response.NextToken;

    protected override void GoOn(ListChangedBlocksRequest request, string nextToken) => request.NextToken = nextToken;
}
