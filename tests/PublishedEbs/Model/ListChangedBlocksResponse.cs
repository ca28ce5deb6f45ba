using Amazon.Runtime;

namespace Amazon.EBS.Model;

public class ListChangedBlocksResponse : AmazonWebServiceResponse
{
    public int? BlockSize { get; set; }

    public List<ChangedBlock> ChangedBlocks { get; set; }

    public DateTime? ExpiryTime { get; set; }

    public string NextToken { get; set; }

    public long? VolumeSize { get; set; }
}
