namespace Amazon.EBS.Model;

/// <summary>A block that differs between two snapshots.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ChangedBlock.html"/>
public class ChangedBlock
{
    /// <summary>Where the block lies in the volume, counted in blocks from 0.</summary>
    public int? BlockIndex { get; set; }

    /// <summary>
    /// The right to read the block from the first snapshot, at most 256 characters; null if that has no such
    /// block.
    /// </summary>
    public string? FirstBlockToken { get; set; }

    /// <summary>
    /// The right to read the block from the second snapshot, at most 256 characters; null if that no longer has the
    /// block.
    /// </summary>
    public string? SecondBlockToken { get; set; }
}
