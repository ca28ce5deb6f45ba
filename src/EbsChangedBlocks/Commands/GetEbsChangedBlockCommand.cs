using System.Management.Automation;
using EbsChangedBlocks.Commands.Parameters;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Measuring;

namespace EbsChangedBlocks.Commands;

/// <summary>
/// Get-EbsChangedBlock: the blocks that differ between two snapshots, complete, ascending and unique.
/// </summary>
[Cmdlet(VerbsCommon.Get, "EbsChangedBlock", DefaultParameterSetName = BlockSet)]
[OutputType(typeof(ChangedBlock), ParameterSetName = [BlockSet])]
[OutputType(typeof(ChangedBlockPage), ParameterSetName = [PageSet])]
[OutputType(typeof(ChangedExtent), ParameterSetName = [ExtentSet])]
public sealed class GetEbsChangedBlockCommand : EbsCmdlet
{
    private const string BlockSet = "Block";
    private const string PageSet = "Page";
    private const string ExtentSet = "Extent";

    private bool _mayUseAnyRow;

    /// <summary>The snapshot to compare from, usually the older one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("First")]
    [Trimmed]
    [SnapshotId]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public string FirstSnapshotId { get; set; } = "";

    /// <summary>The snapshot to compare to, of the same lineage.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Second", "SnapshotId")]
    [Trimmed]
    [SnapshotId]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public string SecondSnapshotId { get; set; } = "";

    /// <summary>The block to start at, from 0.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    public int StartingBlockIndex { get; set; }

    /// <summary>The block to end before, so that neighbouring ranges share a bound and no block.</summary>
    [Parameter(ParameterSetName = BlockSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ExtentSet, ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, int.MaxValue)]
    public int EndingBlockIndex { get; set; } = int.MaxValue;

    /// <summary>Emits only blocks to which this happened, which is quicker than Where-Object behind it.</summary>
    [Parameter(ParameterSetName = BlockSet)]
    [Parameter(ParameterSetName = ExtentSet)]
    [ValidateNotNullOrEmpty]
    public ChangeType[] ChangeType { get; set; } = Enum.GetValues<ChangeType>();

    /// <summary>
    /// How many written blocks the service scans for one response: 100 to 10,000. Fewer means more requests and the
    /// same blocks.
    /// </summary>
    [Parameter]
    [Alias("MaxResults")]
    [ValidateRange(PageRequest.LowestMaxResults, PageRequest.HighestMaxResults)]
    public int MaxResult { get; set; } = PageRequest.HighestMaxResults;

    /// <summary>Emits one object a response, as the API gives it; <see cref="NextToken"/> implies it.</summary>
    [Parameter(ParameterSetName = PageSet)]
    public SwitchParameter AsPage { get; set; }

    /// <summary>The token of a page to go on after; it wins over <see cref="StartingBlockIndex"/>.</summary>
    [Parameter(ParameterSetName = PageSet)]
    [ValidateNotNullOrEmpty]
    public string? NextToken { get; set; }

    /// <summary>
    /// Emits runs of adjacent changed blocks instead of single ones; <see cref="IgnoreChangeType"/> implies it.
    /// </summary>
    [Parameter(ParameterSetName = ExtentSet)]
    public SwitchParameter AsExtent { get; set; }

    /// <summary>Joins adjacent blocks whatever happened to them.</summary>
    [Parameter(ParameterSetName = ExtentSet)]
    public SwitchParameter IgnoreChangeType { get; set; }

    /// <summary>
    /// A row of what is piped in: its properties go to the parameters of their names, and its own Region and profile
    /// before those of the call.
    /// </summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    private bool WantsPages => AsPage || NextToken is not null;

    private bool WantsExtents => AsExtent || IgnoreChangeType;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        // What is given and is not of the parameter's type is a script block, which takes what it likes from a row.
        // https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_script_blocks
        _mayUseAnyRow = MyInvocation.BoundParameters.Any(given =>
            !MyInvocation.MyCommand.Parameters[given.Key].ParameterType.IsInstanceOfType(given.Value));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is not null && !_mayUseAnyRow && !HasSomethingToBind(InputObject))
        {
            WriteError(Errors.RowUnused(InputObject));
            return;
        }

        SnapshotPlace? row = PlaceOf(InputObject);
        var wanted = new ListingRequest(new SnapshotPair(FirstSnapshotId, SecondSnapshotId))
        {
            StartingBlockIndex = StartingBlockIndex,
            EndingBlockIndex = EndingBlockIndex,
            NextToken = NextToken,
            MaxResults = MaxResult,
            Prefetch = !WantsPages,
            WantsTokens = !WantsExtents,
        };
        try
        {
            if (WantsExtents)
            {
                EmitExtents(wanted, row);
            }
            else if (WantsPages)
            {
                List(wanted, row, page => WriteObject(page.ToPage()));
            }
            else
            {
                EmitBlocks(wanted, row);
            }
        }
        catch (EbsChangedBlocksException failure)
        {
            WriteError(Errors.Of(At(failure, row), wanted.Pair.Second));
        }
    }

    /// <summary>If not, every row would list the pair of the call once more.</summary>
    private bool HasSomethingToBind(PSObject row) => MyInvocation.MyCommand.Parameters.Values
        .Where(parameter => parameter.ParameterSets.Values.Any(set => set.ValueFromPipelineByPropertyName))
        .Any(parameter => parameter.Aliases.Append(parameter.Name).Any(name => row.Properties[name] is not null));

    /// <summary>Lists on the pipeline thread, page by page, with progress and a verbose line a page.</summary>
    private void List(ListingRequest wanted, SnapshotPlace? row, Action<BlockPage> use)
    {
        ListPair list = Lister(row);
        var progress = new ListingProgress(this, wanted, TimeProvider.System);
        using var pages = new PipelineStream<BlockPage>(
            cancellationToken => list(wanted, ThrottleLimit, cancellationToken), Pump, StopToken);
        try
        {
            for (int count = 1; pages.Next() is BlockPage page; count++)
            {
                WriteVerbose(page.Describe());
                use(page);
                progress.Update(page, count);
            }
        }
        finally
        {
            progress.Complete();
        }
    }

    private void EmitBlocks(ListingRequest wanted, SnapshotPlace? row)
    {
        var types = new ChangeTypeSet(ChangeType);
        List(wanted, row, page =>
        {
            PageFacts facts = page.ToFacts();
            for (int at = 0; at < page.Blocks.Count; at++)
            {
                // One by one: WriteObject(sequence, true) collects the whole page before it passes anything on.
                if (page.Blocks[at] is var block && types.Contains(block.ChangeType))
                {
                    WriteObject(new ChangedBlock(facts, block));
                }
            }
        });
    }

    private void EmitExtents(ListingRequest wanted, SnapshotPlace? row)
    {
        var types = new ChangeTypeSet(ChangeType);
        var folder = new ExtentFolder(IgnoreChangeType);
        int blockSize = BlockPage.DefaultBlockSize;
        try
        {
            List(wanted, row, page =>
            {
                blockSize = page.BlockSize;
                for (int at = 0; at < page.Blocks.Count; at++)
                {
                    if (page.Blocks[at] is var block && types.Contains(block.ChangeType))
                    {
                        Emit(folder.Add(block.Index, block.ChangeType));
                    }
                }
            });
        }
        catch (EbsChangedBlocksException)
        {
            // The error says which block to go on from, so what is before it has to be out.
            Emit(folder.Complete());
            throw;
        }

        Emit(folder.Complete());

        void Emit(Extent? extent)
        {
            if (extent is Extent finished)
            {
                WriteObject(finished.ToOutput(wanted.Pair, blockSize));
            }
        }
    }
}
