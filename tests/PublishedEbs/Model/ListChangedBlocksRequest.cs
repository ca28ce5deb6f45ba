namespace Amazon.EBS.Model;

public class ListChangedBlocksRequest : AmazonEBSRequest
{
    public string FirstSnapshotId { get; set; }

    public int? MaxResults { get; set; }

    public string NextToken { get; set; }

    public string SecondSnapshotId { get; set; }

    public int? StartingBlockIndex { get; set; }
}
