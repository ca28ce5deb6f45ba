namespace Amazon.EBS.Model;

/// <summary>Asks for the data of one block.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_GetSnapshotBlock.html"/>
public class GetSnapshotBlockRequest : AmazonEBSRequest
{
    /// <summary>Where the block lies in the volume, counted in blocks from 0. Required.</summary>
    public int? BlockIndex { get; set; }

    /// <summary>The block's token, from a listing; valid until that listing's expiry time. Required.</summary>
    public string? BlockToken { get; set; }

    /// <summary>The snapshot's id. Required.</summary>
    public string? SnapshotId { get; set; }
}
