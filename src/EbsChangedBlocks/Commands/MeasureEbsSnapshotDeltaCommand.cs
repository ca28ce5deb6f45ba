using System.Management.Automation;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Measuring;

namespace EbsChangedBlocks.Commands;

/// <summary>Measure-EbsSnapshotDelta: how much changed from snapshot to snapshot, and where.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "EbsSnapshotDelta", DefaultParameterSetName = PairSet)]
[OutputType(typeof(SnapshotDelta))]
public sealed class MeasureEbsSnapshotDeltaCommand : EbsCmdlet
{
    private const string PairSet = "Pair";
    private const string ChainSet = "Chain";
    private const string InputSet = "Input";

    private readonly List<SnapshotInfo> _snapshots = [];
    private readonly MeasuredBlocks _blocks = new();
    private readonly List<MapPanel> _panels = [];
    private string? _mapFile;

    /// <summary>The snapshot to compare from, usually the older one.</summary>
    [Parameter(ParameterSetName = PairSet, Mandatory = true, Position = 0)]
    [Alias("First")]
    [SnapshotId]
    public string FirstSnapshotId { get; set; } = "";

    /// <summary>The snapshot to compare to, of the same lineage.</summary>
    [Parameter(ParameterSetName = PairSet, Mandatory = true, Position = 1)]
    [Alias("Second")]
    [SnapshotId]
    public string SecondSnapshotId { get; set; } = "";

    /// <summary>Snapshots of one volume, oldest first; each is measured against the one before it.</summary>
    [Parameter(ParameterSetName = ChainSet, Mandatory = true)]
    [SnapshotId]
    public string[] SnapshotId { get; set; } = [];

    /// <summary>Changed blocks, pairs of snapshots, or snapshots as Get-EC2Snapshot emits them.</summary>
    [Parameter(ParameterSetName = InputSet, Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Measures the first snapshot of each chain too, whole.</summary>
    [Parameter]
    public SwitchParameter IncludeBaseline { get; set; }

    /// <summary>Adds what deleting a snapshot would free, from the listings that are made anyway.</summary>
    [Parameter]
    public SwitchParameter Reclaimable { get; set; }

    /// <summary>How many digits the density map has: 8 to 1,000.</summary>
    [Parameter]
    [ValidateRange(8, 1000)]
    public int MapWidth { get; set; } = 60;

    /// <summary>Writes all maps as a picture in SVG to this file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MapPath { get; set; }

    /// <summary>What a thousand list requests cost, in US dollars.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public decimal ListPricePerThousand { get; set; } = Prices.DefaultList;

    /// <summary>What a thousand GetSnapshotBlock requests cost, in US dollars.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public decimal ReadPricePerThousand { get; set; } = Prices.DefaultRead;

    private Prices Prices => new(ListPricePerThousand, ReadPricePerThousand);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (MapPath is null)
            return;

        // Before hours of listing, not after.
        _mapFile = GetUnresolvedProviderPathFromPSPath(MapPath);
        if (!Directory.Exists(Path.GetDirectoryName(_mapFile)) || Directory.Exists(_mapFile))
            ThrowTerminatingError(Errors.MapPathUnusable(_mapFile));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case PairSet:
                Measure(new Chain([new(FirstSnapshotId), new(SecondSnapshotId)]));
                break;
            case ChainSet:
                Measure(new Chain([.. SnapshotId.Select(id => new SnapshotInfo(id))]));
                break;
            default:
                Take(InputObject!);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ChainPlan plan = ChainPlan.Of(_snapshots, IncludeBaseline);
        foreach (string skipped in plan.Skipped)
            WriteWarning(skipped);

        foreach (Chain chain in plan.Chains)
            Measure(chain);

        foreach ((string? first, string? second, DeltaFold fold) in _blocks.Results)
            Emit(fold.ToDelta(first, second, Prices, MapWidth, TimeSpan.Zero), fold);

        if (_mapFile is not null && _panels.Count > 0)
            MapSvg.Write(_mapFile, _panels);
    }

    private void Take(PSObject input)
    {
        try
        {
            switch (MeasureInput.Recognize(input))
            {
                case ChangedBlock block:
                    _blocks.Add(block);
                    break;
                case SnapshotPair pair:
                    Measure(new Chain([new(pair.First!), new(pair.Second)]));
                    break;
                case SnapshotInfo snapshot:
                    _snapshots.Add(snapshot);
                    break;
            }
        }
        catch (ListingException failure)
        {
            WriteError(Errors.Of(failure, input));
        }
    }

    /// <summary>A delta waits for the next pair, whose listing tells what deleting its snapshot would free.</summary>
    private void Measure(Chain chain)
    {
        if (chain.Snapshots.Count < 2 && !IncludeBaseline)
        {
            WriteError(Errors.Of(new ListingException(ListingFailure.PredecessorMissing, $"There is no snapshot to compare {chain.Snapshots[0].Id} with."), chain.Snapshots[0].Id));
            return;
        }

        ReclaimableFold? reclaimable = Reclaimable ? new() : null;
        (SnapshotDelta Delta, DeltaFold Fold)? waiting = null;
        for (int second = IncludeBaseline ? 0 : 1; second < chain.Snapshots.Count; second++)
        {
            reclaimable?.NextPair(waiting is not null);
            (SnapshotDelta Delta, DeltaFold Fold)? measured = Measure(second == 0 ? null : chain.Snapshots[second - 1], chain.Snapshots[second], reclaimable);
            if (waiting is not null)
            {
                waiting.Value.Delta.ReclaimableBytes = measured is null ? null : reclaimable?.Count * waiting.Value.Delta.BlockSize;
                Emit(waiting.Value.Delta, waiting.Value.Fold);
            }

            waiting = measured;
        }

        if (waiting is not null)
            Emit(waiting.Value.Delta, waiting.Value.Fold);
    }

    private (SnapshotDelta Delta, DeltaFold Fold)? Measure(SnapshotInfo? first, SnapshotInfo second, ReclaimableFold? reclaimable)
    {
        var pair = new SnapshotPair(first?.Id, second.Id);
        var fold = new DeltaFold();
        long start = TimeProvider.System.GetTimestamp();
        bool measured = ForPair(pair, () => List(new ListingRequest(pair), page =>
        {
            fold.Add(page);
            if (reclaimable is not null)
            {
                foreach (BlockEntry block in page.Blocks)
                    reclaimable.Add(block);
            }
        }));
        if (!measured)
            return null;

        fold.Complete();
        SnapshotDelta delta = fold.ToDelta(pair.First, pair.Second, Prices, MapWidth, TimeProvider.System.GetElapsedTime(start));
        delta.VolumeId = second.VolumeId;
        delta.FirstStartTime = first?.StartTime;
        delta.SecondStartTime = second.StartTime;
        return (delta, fold);
    }

    private void Emit(SnapshotDelta delta, DeltaFold fold)
    {
        if (_mapFile is not null)
            _panels.Add(new MapPanel(delta, fold.Map, fold.MappedBlocks));

        WriteObject(delta);
    }
}
