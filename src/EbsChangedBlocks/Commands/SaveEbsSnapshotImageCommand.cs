using System.Globalization;
using System.Management.Automation;
using EbsChangedBlocks.Commands.Parameters;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Reading;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Commands;

/// <summary>Save-EbsSnapshotImage: makes a file hold a snapshot, by what differs from what it holds.</summary>
[Cmdlet(VerbsData.Save, "EbsSnapshotImage", DefaultParameterSetName = SnapshotSet, SupportsShouldProcess = true)]
[OutputType(typeof(SavedImage))]
public sealed class SaveEbsSnapshotImageCommand : EbsCmdlet
{
    private const string SnapshotSet = "Snapshot";
    private const string InputSet = "Input";

    private CostMeter? _cost;

    /// <summary>Reads 64 blocks at once unless told otherwise.</summary>
    public SaveEbsSnapshotImageCommand() => ThrottleLimit = 64;

    /// <summary>The snapshot that the file is to hold.</summary>
    [Parameter(ParameterSetName = SnapshotSet, Mandatory = true, Position = 0)]
    [Alias("Second", "SecondSnapshotId")]
    [Trimmed]
    [SnapshotId]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public string SnapshotId { get; set; } = "";

    /// <summary>
    /// Snapshots, as Get-EC2Snapshot emits them or their ids alone, pairs of snapshots, or what
    /// Measure-EbsSnapshotDelta says of pairs.
    /// </summary>
    [Parameter(ParameterSetName = InputSet, Mandatory = true, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The file, which is made if it is not there; wildcards are not looked at.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The snapshot that the file has to hold before; what it does hold unless given.</summary>
    [Parameter]
    [Alias("First")]
    [Trimmed]
    [SnapshotId]
    [ArgumentCompleter(typeof(SnapshotIdCompleter))]
    public string? FirstSnapshotId { get; set; }

    /// <summary>Reads the snapshot whole, whatever the file holds.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>
    /// Believes that the file holds <see cref="FirstSnapshotId"/> where nothing else says so, after some of its blocks
    /// have been compared.
    /// </summary>
    [Parameter]
    public SwitchParameter TrustImage { get; set; }

    /// <summary>
    /// The most blocks that are read a second, by all of this process with these credentials and this endpoint. A
    /// snapshot gives 1,000 to all who read it.
    /// </summary>
    [Parameter]
    [ValidateRange(0.01, 1_000_000)]
    public double BlocksPerSecond { get; set; } = ReadQuota.DefaultBlocksPerSecond;

    /// <summary>What all images of this call may cost, in US dollars.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public decimal MaximumCost { get; set; } = 25;

    /// <summary>What a thousand list requests cost, in US dollars.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public decimal ListPricePerThousand { get; set; } = Prices.DefaultList;

    /// <summary>What a thousand GetSnapshotBlock requests cost, in US dollars.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public decimal ReadPricePerThousand { get; set; } = Prices.DefaultRead;

    /// <summary>Emits what became of each image.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private CostMeter Cost =>
        _cost ??= new CostMeter(new Prices(ListPricePerThousand, ReadPricePerThousand), MaximumCost);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (TrustImage && Force)
        {
            ThrowTerminatingError(Errors.ArgumentsContradict("-Force looks at nothing that -TrustImage could trust."));
        }

        if (TrustImage && FirstSnapshotId is null && ParameterSetName == SnapshotSet)
        {
            ThrowTerminatingError(Errors.ArgumentsContradict(
                "-TrustImage goes with -FirstSnapshotId: the snapshot that the image is trusted to hold."));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        SnapshotPlace? row = PlaceOf(InputObject);
        ImageRequest wanted;
        try
        {
            wanted = Wanted();
        }
        catch (EbsChangedBlocksException failure)
        {
            WriteError(Errors.Of(At(failure, row), InputObject ?? (object)Path));
            return;
        }

        try
        {
            if (IsWhatIf)
            {
                Forecast(wanted, row);
            }
            else if (ShouldProcess(wanted.Path, $"Make it hold {wanted.SnapshotId}"))
            {
                Save(wanted, row);
            }
        }
        catch (EbsChangedBlocksException failure)
        {
            ErrorRecord error = Errors.OfImage(At(failure, row), wanted.Path);
            if (failure.Kind == FailureKind.CostLimitReached)
            {
                ThrowTerminatingError(error);
            }

            WriteError(error);
        }
    }

    /// <summary>Only then a listing is worth its requests, so it is asked for before ShouldProcess is.</summary>
    private bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
        ? LanguagePrimitives.IsTrue(given)
        : LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    private ImageRequest Wanted()
    {
        (string? first, string second) = ParameterSetName == SnapshotSet ? (FirstSnapshotId, SnapshotId) : Piped();
        new ListingRequest(new SnapshotPair(first, second)).Check();
        return new ImageRequest(second, FullPath())
        {
            First = first,
            IsForced = Force,
            IsTrusted = TrustImage,
        };
    }

    private (string? First, string Second) Piped()
    {
        var input = PipedInput.Recognize(InputObject!);
        (string? first, string? second) = input.Snapshots;
        if (input is not (PipedInput.Snapshot or PipedInput.Pair))
        {
            // Not one error for each of a million blocks.
            ThrowTerminatingError(Errors.Of(RefusalOfBlocks(first, second), InputObject));
        }

        return (first ?? FirstSnapshotId, second!);
    }

    /// <summary>
    /// A stream of blocks cannot prove that it is complete, and an image that is changed in part holds neither
    /// snapshot.
    /// </summary>
    private static EbsChangedBlocksException RefusalOfBlocks(string? first, string? second) => new(
        FailureKind.InputUnrecognized,
        "Blocks that are piped in may not be all that changed, and an image that is changed in part holds no snapshot.")
    {
        Remedy = second is null
            ? "Give the snapshot that the image is to hold, instead of its blocks."
            : $"Give the pair instead: Save-EbsSnapshotImage {(first is null ? "" : $"-FirstSnapshotId {first} ")}"
                + $"-SnapshotId {second} -Path …",
    };

    private string FullPath()
    {
        string path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(
            Path, out ProviderInfo provider, out _);
        return provider.Name == "FileSystem"
            ? SystemDisk.FollowLinks(path)
            : throw new EbsChangedBlocksException(
                FailureKind.ImagePathUnusable, $"'{Path}' is in no file system.");
    }

    private void Forecast(ImageRequest wanted, SnapshotPlace? row)
    {
        using BlockReader reader = Reader(row, BlocksPerSecond, Cost);
        ImageSaver saver = Saver(row, reader, new ImageProgress(this, wanted, TimeProvider.System));
        ReadingCost before = Cost.Total;
        ImageForecast forecast = Pump.Wait(
            Task.Run(() => saver.ForecastAsync(wanted, StopToken), StopToken).WaitAsync(StopToken));
        decimal price = Cost.Prices.Reading(forecast.Reads) + (Cost.Total - before).Price(Cost.Prices);
        ShouldProcess(wanted.Path, Describe(forecast, wanted.SnapshotId, price));
    }

    private static string Describe(ImageForecast forecast, string snapshotId, decimal price)
    {
        if (forecast.Plan.Outcome == SaveOutcome.Unchanged)
        {
            return $"Nothing: it holds {snapshotId}";
        }

        SavePlan plan = forecast.Plan;
        string way = (plan.Outcome, plan.First) switch
        {
            (SaveOutcome.Resumed, _) => $"Go on to {snapshotId} from block {plan.Watermark}",
            (_, null) => $"Make it hold {snapshotId}, whole",
            _ => $"Bring it from {plan.First} to {snapshotId}",
        };
        string reads = DeltaView.Amount(forecast.Reads * forecast.BlockSize, forecast.Reads);
        string zeros = DeltaView.Amount(forecast.Zeros * forecast.BlockSize, forecast.Zeros);
        return string.Create(
            CultureInfo.CurrentCulture,
            $"{way}: read and write {reads}, zero {zeros}, pay {price:0.######} US dollars");
    }

    private void Save(ImageRequest wanted, SnapshotPlace? row)
    {
        var progress = new ImageProgress(this, wanted, TimeProvider.System);
        try
        {
            long start = TimeProvider.System.GetTimestamp();
            using BlockReader reader = Reader(row, BlocksPerSecond, Cost);
            ImageSaver saver = Saver(row, reader, progress);
            ReadingCost before = Cost.Total;
            Task<ImageResult> saving = Task.Run(() => saver.SaveAsync(wanted, StopToken), StopToken);
            ImageResult result;
            try
            {
                result = Pump.Wait(saving);
            }
            finally
            {
                StopBeforeFilesAreLeft(saving);
            }

            if (PassThru)
            {
                WriteObject(result.ToOutput(
                    wanted, Cost.Total - before, Cost.Prices, TimeProvider.System.GetElapsedTime(start)));
            }
        }
        finally
        {
            progress.Complete();
        }
    }

    private ImageSaver Saver(SnapshotPlace? row, BlockReader reader, ImageProgress progress) =>
        new(Lister(row), reader, new SystemDisk(), ThrottleLimit, TimeProvider.System)
        {
            OnProgress = (head, filled) => progress.Update(Pump, head, filled),
        };

    /// <summary>A run that is left to itself would hold its files while the same command is typed again.</summary>
    private void StopBeforeFilesAreLeft(Task saving)
    {
        if (!saving.IsCompleted)
        {
            Dispose();
            saving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }
    }
}
