namespace Amazon.EBS.Model;

/// <summary>A block that differs between two snapshots.</summary>
/// <seealso href="https://docs.aws.amazon.com/ebs/latest/APIReference/API_ChangedBlock.html"/>
public class ChangedBlock
{
    /// <summary>Where the block lies in the volume, counted in blocks from 0.</summary>
    public int? BlockIndex { get; set; }

    /// <summary>The right to read the block from the first snapshot; null if that snapshot does not have it. At most 256 characters.</summary>
    public string? FirstBlockToken { get; set; }

    /// <summary>The right to read the block from the second snapshot; null if that snapshot no longer has it. At most 256 characters.</summary>
    public string? SecondBlockToken { get; set; }
}
