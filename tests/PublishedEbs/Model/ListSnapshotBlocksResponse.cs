using Amazon.Runtime;

namespace Amazon.EBS.Model;

public class ListSnapshotBlocksResponse : AmazonWebServiceResponse
{
    public int? BlockSize { get; set; }

    public List<Block> Blocks { get; set; }

    public DateTime? ExpiryTime { get; set; }

    public string NextToken { get; set; }

    public long? VolumeSize { get; set; }
}
