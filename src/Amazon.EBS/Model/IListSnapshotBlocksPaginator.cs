using Amazon.Runtime;

namespace Amazon.EBS.Model;

/// <summary>All pages of one ListSnapshotBlocks listing.</summary>
public interface IListSnapshotBlocksPaginator
{
    /// <summary>The pages, fetched one at a time as they are enumerated; once only.</summary>
    IPaginatedEnumerable<ListSnapshotBlocksResponse> Responses { get; }
}
