namespace Amazon.EBS.Model;

/// <summary>A block that a snapshot holds.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_Block.html"/>
public class Block
{
    /// <summary>Where the block lies in the volume, counted in blocks from 0.</summary>
    public int? BlockIndex { get; set; }

    /// <summary>The right to read the block. At most 256 characters.</summary>
    public string? BlockToken { get; set; }
}
