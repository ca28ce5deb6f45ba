using Amazon.Runtime;

namespace Amazon.EBS.Model;

/// <summary>All pages of one ListChangedBlocks listing.</summary>
public interface IListChangedBlocksPaginator
{
    /// <summary>The pages, fetched one at a time as they are enumerated; once only.</summary>
    IPaginatedEnumerable<ListChangedBlocksResponse> Responses { get; }
}
