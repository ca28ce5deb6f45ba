namespace Amazon.EBS.Model;

/// <summary>Asks for one page of the blocks that differ between two snapshots of the same lineage.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListChangedBlocks.html"/>
public class ListChangedBlocksRequest : AmazonEBSRequest
{
    /// <summary>The id of the snapshot to compare with. Optional in the model, demanded by the service.</summary>
    public string? FirstSnapshotId { get; set; }

    /// <summary>
    /// How many written blocks the service compares for this page, 100 to 10,000. Those that do not differ are left
    /// out, so that a page may hold fewer blocks, or none.
    /// </summary>
    public int? MaxResults { get; set; }

    /// <summary>
    /// The token of the page wanted, from the page before; valid for 60 minutes. Wins over
    /// <see cref="StartingBlockIndex"/>.
    /// </summary>
    public string? NextToken { get; set; }

    /// <summary>The id of the snapshot to compare. Required.</summary>
    public string? SecondSnapshotId { get; set; }

    /// <summary>The block index from which to list, at least 0.</summary>
    public int? StartingBlockIndex { get; set; }
}
