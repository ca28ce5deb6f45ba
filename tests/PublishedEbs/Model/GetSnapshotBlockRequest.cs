namespace Amazon.EBS.Model;

public class GetSnapshotBlockRequest : AmazonEBSRequest
{
    public int? BlockIndex { get; set; }

    public string BlockToken { get; set; }

    public string SnapshotId { get; set; }
}
