using Amazon.Runtime;

namespace Amazon.EBS.Model;

/// <summary>One page of the blocks that differ between two snapshots.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ListChangedBlocks.html"/>
public class ListChangedBlocksResponse : AmazonWebServiceResponse
{
    /// <summary>The size of a block, in bytes: 524,288.</summary>
    public int? BlockSize { get; set; }

    /// <summary>The blocks, by ascending index; null if the service sent no list.</summary>
    public List<ChangedBlock>? ChangedBlocks { get; set; }

    /// <summary>When the block tokens of this page expire, in UTC: seven days after the listing.</summary>
    public DateTime? ExpiryTime { get; set; }

    /// <summary>The token of the next page; null on the last. A page without blocks can have one.</summary>
    public string? NextToken { get; set; }

    /// <summary>The size of the volume, in GiB.</summary>
    public long? VolumeSize { get; set; }
}
