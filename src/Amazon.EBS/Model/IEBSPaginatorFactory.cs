using Amazon.Runtime.Internal;

namespace Amazon.EBS.Model;

/// <summary>Makes enumerations over all pages of a listing.</summary>
public interface IEBSPaginatorFactory
{
    /// <summary>Lists the blocks that differ between two snapshots.</summary>
    /// <param name="request">Where to begin. Its NextToken is overwritten on the way.</param>
    /// <returns>The pages, to be enumerated once.</returns>
    [AWSPaginator(InputToken = ["NextToken"], LimitKey = "MaxResults", OutputToken = ["NextToken"])]
    IListChangedBlocksPaginator ListChangedBlocks(ListChangedBlocksRequest request);

    /// <summary>Lists the blocks that a snapshot holds.</summary>
    /// <param name="request">Where to begin. Its NextToken is overwritten on the way.</param>
    /// <returns>The pages, to be enumerated once.</returns>
    [AWSPaginator(InputToken = ["NextToken"], LimitKey = "MaxResults", OutputToken = ["NextToken"])]
    IListSnapshotBlocksPaginator ListSnapshotBlocks(ListSnapshotBlocksRequest request);
}
