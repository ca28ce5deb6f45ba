namespace Amazon.EBS.Model;

/// <summary>Asks for one page of the blocks that a snapshot holds.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListSnapshotBlocks.html"/>
public class ListSnapshotBlocksRequest : AmazonEBSRequest
{
    /// <summary>The most blocks that the page may hold, 100 to 10,000. It may hold fewer, or none.</summary>
    public int? MaxResults { get; set; }

    /// <summary>
    /// The token of the page wanted, from the page before; valid for 60 minutes. Wins over
    /// <see cref="StartingBlockIndex"/>.
    /// </summary>
    public string? NextToken { get; set; }

    /// <summary>The snapshot's id. Required.</summary>
    public string? SnapshotId { get; set; }

    /// <summary>The block index from which to list, at least 0.</summary>
    public int? StartingBlockIndex { get; set; }
}
