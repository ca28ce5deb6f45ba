using System.Management.Automation;

namespace Benchmarks.Contenders;

/// <summary>
/// A compiled command that writes objects as large as those of Get-EbsChangedBlock and does nothing else: what the
/// engine costs for each.
/// </summary>
[Cmdlet(VerbsCommunications.Write, "FloorBlock")]
public sealed class BlockWriter : PSCmdlet
{
    private static readonly object Facts = new();
    private static readonly FloorToken Token = new(new object(), 0, 60);

    /// <summary>How many to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public int Count { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        for (int index = 0; index < Count; index++)
        {
            WriteObject(new FloorBlock(Facts, Token, Token, index));
        }
    }
}

/// <summary>Something as large as a ChangedBlock.</summary>
/// <param name="Facts">What a page's blocks share.</param>
/// <param name="FirstBlockToken">A token.</param>
/// <param name="SecondBlockToken">A token.</param>
/// <param name="BlockIndex">Which block.</param>
public sealed record FloorBlock(
    object Facts, FloorToken FirstBlockToken, FloorToken SecondBlockToken, int BlockIndex)
{
    /// <summary>How it differs; null where its tokens say so.</summary>
    public FloorChange? ChangeTypeSaid { get; set; }

    /// <summary>How it differs.</summary>
    public FloorChange ChangeType => ChangeTypeSaid ?? FloorChange.Modified;
}

/// <summary>As large as a token that lies in bytes.</summary>
/// <param name="Source">The bytes.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">How long it is.</param>
public readonly record struct FloorToken(object Source, int Offset, int Length);

/// <summary>How a block differs.</summary>
public enum FloorChange : byte
{
    /// <summary>It came.</summary>
    Added,

    /// <summary>It changed.</summary>
    Modified,
}
