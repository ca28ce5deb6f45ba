namespace Amazon.EBS.Model;

public class ListSnapshotBlocksRequest : AmazonEBSRequest
{
    public int? MaxResults { get; set; }

    public string NextToken { get; set; }

    public string SnapshotId { get; set; }

    public int? StartingBlockIndex { get; set; }
}
