using System.Management.Automation;
using EbsChangedBlocks.Listing;

namespace EbsChangedBlocks.Commands;

/// <summary>Get-EbsChangedBlock: the blocks that differ between two snapshots, complete, ascending and unique.</summary>
[Cmdlet(VerbsCommon.Get, "EbsChangedBlock", DefaultParameterSetName = BlockSet)]
[OutputType(typeof(ChangedBlock), ParameterSetName = [BlockSet])]
[OutputType(typeof(ChangedBlockPage), ParameterSetName = [PageSet])]
public sealed class GetEbsChangedBlockCommand : EbsCmdlet
{
    private const string BlockSet = "Block";
    private const string PageSet = "Page";

    /// <summary>The snapshot to compare from, usually the older one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("First")]
    [SnapshotId]
    public string FirstSnapshotId { get; set; } = "";

    /// <summary>The snapshot to compare to, of the same lineage.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Second", "SnapshotId")]
    [SnapshotId]
    public string SecondSnapshotId { get; set; } = "";

    /// <summary>The block to start at, from 0.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    public int StartingBlockIndex { get; set; }

    /// <summary>The block to end before, so that neighbouring ranges share a bound and no block.</summary>
    [Parameter(ParameterSetName = BlockSet, ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    public int EndingBlockIndex { get; set; } = int.MaxValue;

    /// <summary>How many written blocks the service scans for one response: 100 to 10,000. Fewer means more requests and the same blocks.</summary>
    [Parameter]
    [Alias("MaxResults")]
    [ValidateRange(PageRequest.LowestMaxResults, PageRequest.HighestMaxResults)]
    public int MaxResult { get; set; } = PageRequest.HighestMaxResults;

    /// <summary>Emits one object a response, as the API gives it.</summary>
    [Parameter(ParameterSetName = PageSet, Mandatory = true)]
    public SwitchParameter AsPage { get; set; }

    /// <summary>The token of a page to go on after; it wins over <see cref="StartingBlockIndex"/>.</summary>
    [Parameter(ParameterSetName = PageSet)]
    [ValidateNotNullOrEmpty]
    public string? NextToken { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var wanted = new ListingRequest(new SnapshotPair(FirstSnapshotId, SecondSnapshotId))
        {
            StartingBlockIndex = StartingBlockIndex,
            EndingBlockIndex = EndingBlockIndex,
            NextToken = NextToken,
            MaxResults = MaxResult,
            Prefetch = !AsPage,
        };
        ForPair(wanted.Pair, () => List(wanted, Emit));
    }

    private void Emit(BlockPage page)
    {
        if (AsPage)
        {
            WriteObject(page.ToPage());
            return;
        }

        // One by one: WriteObject(sequence, true) collects the whole page before it passes anything on.
        foreach (ChangedBlock block in page.ToBlocks())
            WriteObject(block);
    }
}
