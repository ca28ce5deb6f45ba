using System.Globalization;
using System.Management.Automation;
using EbsChangedBlocks.Commands.Parameters;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Measuring;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Commands;

/// <summary>Measure-EbsSnapshotDelta: how much changed from snapshot to snapshot, and where.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "EbsSnapshotDelta", DefaultParameterSetName = PairSet)]
[OutputType(typeof(SnapshotDelta))]
public sealed class MeasureEbsSnapshotDeltaCommand : EbsCmdlet
{
    private const string PairSet = "Pair";
    private const string ChainSet = "Chain";
    private const string InputSet = "Input";

    private readonly List<PlannedPair> _pairs = [];
    private readonly List<SnapshotInfo> _snapshots = [];
    private readonly MeasuredBlocks _blocks = new();
    private readonly List<MapPanel> _panels = [];
    private string? _mapFile;
    private bool _hasWarnedOfCulture;

    /// <summary>
    /// The snapshot to compare from, usually the older one; beside snapshots that are piped in, what each of them is
    /// compared with.
    /// </summary>
    [Parameter(ParameterSetName = PairSet, Mandatory = true, Position = 0)]
    [Parameter(ParameterSetName = InputSet, Position = 0)]
    [Alias("First")]
    [Trimmed]
    [SnapshotId]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public string FirstSnapshotId { get; set; } = "";

    /// <summary>The snapshot to compare to, of the same lineage.</summary>
    [Parameter(ParameterSetName = PairSet, Mandatory = true, Position = 1)]
    [Alias("Second")]
    [Trimmed]
    [SnapshotId]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public string SecondSnapshotId { get; set; } = "";

    /// <summary>Snapshots of one volume, oldest first; each is measured against the one before it.</summary>
    [Parameter(ParameterSetName = ChainSet, Mandatory = true, Position = 0)]
    [Trimmed]
    [SnapshotId]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public string[] SnapshotId { get; set; } = [];

    /// <summary>
    /// Changed blocks, pairs of snapshots, or snapshots, as Get-EC2Snapshot emits them or their ids alone.
    /// </summary>
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

    private bool ComparesWithFirst => ParameterSetName == InputSet && FirstSnapshotId.Length > 0;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (MapPath is null)
        {
            return;
        }

        // Before hours of listing, not after.
        _mapFile = GetUnresolvedProviderPathFromPSPath(MapPath);
        if (MapFile.ReasonUnwritable(_mapFile) is string reason)
        {
            ThrowTerminatingError(Errors.MapPathUnusable(_mapFile, reason));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case PairSet:
                Plan(new SnapshotPair(FirstSnapshotId, SecondSnapshotId), PlaceOf(null));
                break;
            case ChainSet:
                Plan(new SnapshotChain([.. SnapshotId.Select(id => new SnapshotInfo(id))], IncludeBaseline));
                break;
            default:
                Take(InputObject!);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ChainPlan plan = ComparesWithFirst
            ? ChainPlan.After(FirstSnapshotId, _snapshots, IncludeBaseline)
            : ChainPlan.Of(_snapshots, IncludeBaseline);
        foreach (string skipped in plan.Skipped)
        {
            WriteWarning(skipped);
        }

        foreach (SnapshotChain chain in plan.Chains)
        {
            Plan(chain);
        }

        WarnOfWhatTellsNothing();
        if (_pairs.Count > 0)
        {
            MeasurePairs();
        }

        foreach ((SnapshotInfo? first, SnapshotInfo? second, DeltaFold fold) in _blocks.Results)
        {
            SnapshotDelta delta = fold.ToDelta(first, second, TimeSpan.Zero, null, Prices, MapWidth);
            Emit(delta, Panel(delta, fold), place: null);
        }

        if (_mapFile is not null && _panels.Count > 0 && MapFile.Write(_mapFile, _panels) is string reason)
        {
            WriteError(Errors.MapPathUnusable(_mapFile, reason));
        }
    }

    private void Take(PSObject input)
    {
        try
        {
            var recognized = PipedInput.Recognize(input);
            if (ComparesWithFirst && recognized is not PipedInput.Snapshot)
            {
                throw new EbsChangedBlocksException(
                    FailureKind.InputUnrecognized,
                    "Beside -FirstSnapshotId, what is piped in has to be snapshots to compare with it.");
            }

            recognized.AddTo(
                _blocks,
                pair => Plan(pair, PlaceOf(input)),
                snapshot => Collect(snapshot with { Place = PlaceOf(input) }));
        }
        catch (EbsChangedBlocksException failure)
        {
            WriteError(Errors.Of(failure, input));
        }
    }

    private void Plan(SnapshotPair pair, SnapshotPlace? place) => Plan(new SnapshotChain(
        [new(pair.First!) { Place = place }, new(pair.Second) { Place = place }], IncludeBaseline));

    private void Collect(SnapshotInfo snapshot)
    {
        WarnOfCulture(snapshot);
        _snapshots.Add(snapshot);
    }

    private void WarnOfWhatTellsNothing()
    {
        if (Reclaimable && !_pairs.Any(pair => pair.ContinuesPrevious))
        {
            WriteWarning(
                "-Reclaimable tells nothing here: it takes a snapshot with one before it and one after it, "
                + "in a chain.");
        }

        if (IncludeBaseline && _pairs.Count == 0 && _blocks.Results.Any())
        {
            WriteWarning("-IncludeBaseline tells nothing about blocks that were listed already.");
        }
    }

    private void WarnOfCulture(SnapshotInfo snapshot)
    {
        if (_hasWarnedOfCulture || snapshot.StartTimeText is not string text)
        {
            return;
        }

        _hasWarnedOfCulture = true;
        string time = snapshot.StartTime!.Value.ToLocalTime().ToString("s", CultureInfo.InvariantCulture);
        WriteWarning(
            $"Times are read as the culture {CultureInfo.CurrentCulture.Name} writes them: '{text}' of {snapshot.Id} "
            + $"as {time}. Times in ISO 8601 are read alike everywhere.");
    }

    private void Plan(SnapshotChain chain)
    {
        PlannedPair[] pairs = [.. chain.Pairs];
        if (pairs.Length == 0)
        {
            string only = chain.Snapshots[0].Id;
            var failure = new EbsChangedBlocksException(
                FailureKind.PredecessorMissing, $"There is no snapshot to compare {only} with.");
            WriteError(Errors.Of(failure, only));
        }

        _pairs.AddRange(pairs);
    }

    private void MeasurePairs()
    {
        foreach (Measured measured in Measure())
        {
            PlannedPair planned = measured.Pair;
            if (measured.Failure is { } failure)
            {
                WriteError(Errors.Of(At(failure, planned.Place), planned.Second.Id));
                continue;
            }

            if (measured.EmptySnapshotId is { } empty)
            {
                WriteWarning($"{empty} is empty, says the service: {WhatIsCounted(planned, empty)}.");
            }

            Emit(measured.Delta!, measured.Panel, Resolved(planned.Place));
        }
    }

    /// <summary>
    /// Measures pairs side by side, on other threads; what they have to say comes through the pump.
    /// </summary>
    private IEnumerable<Measured> Measure()
    {
        // On this thread, which alone may look at the session's variables. Where no row names a place, what is wrong
        // with the call's ends the command.
        SnapshotPlace?[] places = [.. _pairs.Select(pair => pair.Place).Distinct()];
        (SnapshotPlace? Place, Task<ListPair> Lister)[] listers = places is [null]
            ? [(null, Task.FromResult(Lister(null)))]
            : [.. places.Select(place => (place, ListerAsync(place)))];
        var pairProgress = places.Length == 1 ? new MeasuringProgress(this, TimeProvider.System) : null;
        var progress = places.Length == 1 ? null : new LanesProgress(this, Pump, _pairs.Count, TimeProvider.System);
        var lanes = new QuotaLanes<Measured>(
            place => Array.Find(listers, lister => lister.Place == place).Lister,
            MeasureLane,
            (pair, reclaimable) =>
            {
                Measured measured = Finish(pair, reclaimable);
                progress?.CountPair();
                return measured;
            });
        using var measured = new PipelineStream<Measured>(
            cancellationToken => lanes.MeasureAsync(_pairs, cancellationToken), Pump, StopToken);
        try
        {
            while (measured.Next() is Measured next)
            {
                pairProgress?.Complete(next.Pair);
                yield return next;
            }
        }
        finally
        {
            progress?.Complete();
        }

        IAsyncEnumerable<MeasuredPair> MeasureLane(
            ListPair list, IReadOnlyList<PlannedPair> pairs, CancellationToken cancellationToken)
        {
            var measurer = new PairMeasurer(list, TimeProvider.System)
            {
                NotesReclaimable = Reclaimable,
                OnPage = (pair, page) => Pump.Post(cmdlet =>
                {
                    cmdlet.WriteVerbose(page.Describe());
                    pairProgress?.Update(pair, page);
                    progress?.Update();
                }),
            };
            return measurer.MeasureAsync(pairs, ThrottleLimit, cancellationToken);
        }
    }

    private Measured Finish(MeasuredPair pair, long? reclaimable)
    {
        if (pair.Failure is not null)
        {
            return new Measured(pair.Planned, null, null, pair.Failure, null);
        }

        SnapshotDelta delta = pair.Fold.ToDelta(
            pair.Planned.First, pair.Planned.Second, pair.Elapsed, reclaimable, Prices, MapWidth);
        return new Measured(pair.Planned, delta, Panel(delta, pair.Fold), null, pair.EmptySnapshotId);
    }

    private static string WhatIsCounted(PlannedPair planned, string empty) =>
        planned.First is null ? "nothing is counted"
        : planned.First.Id == empty ? $"all blocks of {planned.Second.Id} are counted as added"
        : $"all blocks of {planned.First.Id} are counted as removed";

    private MapPanel? Panel(SnapshotDelta delta, DeltaFold fold) =>
        _mapFile is null ? null : new MapPanel(delta, fold.Map, fold.MappedBlocks);

    private void Emit(SnapshotDelta delta, MapPanel? panel, SnapshotPlace? place)
    {
        delta.Region = place?.Region;
        delta.ProfileName = place?.ProfileName;
        if (panel is not null)
        {
            _panels.Add(panel);
        }

        WriteObject(delta);
    }

    /// <summary>What is left of a pair, while it waits for those before it.</summary>
    private sealed record Measured(
        PlannedPair Pair,
        SnapshotDelta? Delta,
        MapPanel? Panel,
        EbsChangedBlocksException? Failure,
        string? EmptySnapshotId);
}
