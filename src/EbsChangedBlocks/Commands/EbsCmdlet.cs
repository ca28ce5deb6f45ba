using System.ComponentModel;
using System.Management.Automation;
using EbsChangedBlocks.Aws;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Listing.RateLimiting;
using EbsChangedBlocks.Measuring;

namespace EbsChangedBlocks.Commands;

/// <summary>What every command shares: where to ask and as whom, stopping, and one way to fail.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class EbsCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private EbsConnection? _connection;

    /// <summary>The AWS Region of the snapshots, such as eu-central-1.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Region { get; set; }

    /// <summary>The profile in the AWS configuration whose credentials to use.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ProfileName { get; set; }

    /// <summary>The access key id to sign with; goes with <see cref="SecretKey"/>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AccessKey { get; set; }

    /// <summary>The secret key to sign with; goes with <see cref="AccessKey"/>.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SecretKey { get; set; }

    /// <summary>The session token that belongs to temporary keys.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SessionToken { get; set; }

    /// <summary>An endpoint to ask instead of the Region's own, such as a VPC endpoint or LocalEbs.</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? EndpointUrl { get; set; }

    /// <summary>The most requests in flight at once. 1 lists page after page; more look ahead, in places where the list is likely to go on.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = SpeculativeLister.DefaultParallelism;

    /// <summary>
    /// The most list requests a second, for all listings of this process with these credentials and this endpoint. The account's quota is 50, not adjustable,
    /// and shared with everybody else who lists.
    /// </summary>
    [Parameter]
    [ValidateRange(0.01, 1_000_000)]
    public double RequestsPerSecond { get; set; } = RequestLimiter.DefaultRequestsPerSecond;

    /// <summary>How long one request is tried again before the listing is given up, in seconds or as a TimeSpan; 5 minutes unless given.</summary>
    [Parameter]
    [Seconds]
    public TimeSpan RetryTimeout { get; set; } = TimeSpan.FromMinutes(5);

    private MessagePump Pump => field ??= new MessagePump(this);

    private CancellationToken StopToken => _stopping.Token;

    /// <summary>Ends the requests in flight.</summary>
    public void Dispose()
    {
        // Only cancelled, not disposed: the engine may call StopProcessing, on another thread, at the same time.
        _stopping.Cancel();
        _connection?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Opens the connection on first use, for all pairs of this call.</summary>
    private EbsConnection Connect()
    {
        if (_connection is null)
        {
            try
            {
                _connection = EbsConnection.Open(Settings(), Pump, TimeProvider.System);
            }
            catch (ListingException failure)
            {
                ThrowTerminatingError(Errors.Of(failure, EndpointUrl ?? (object?)Region));
            }

            WriteVerbose(_connection!.Description);
        }

        return _connection;
    }

    /// <summary>Lists on the pipeline thread, page by page, with progress and a verbose line a page.</summary>
    private protected void List(ListingRequest wanted, Action<BlockPage> use)
    {
        EbsConnection connection = Connect();
        var progress = new ListingProgress(this, wanted, TimeProvider.System);
        using var pages = new PipelineStream<BlockPage>(
            cancellationToken => SpeculativeLister.ListAsync(connection.Pages, wanted, connection.Limiter, ThrottleLimit, cancellationToken), Pump, StopToken);
        try
        {
            for (int count = 1; pages.Next() is BlockPage page; count++)
            {
                WriteVerbose(Describe(page));
                use(page);
                progress.Update(page, count);
            }
        }
        finally
        {
            progress.Complete();
        }
    }

    /// <summary>Measures pairs side by side, on other threads; what they have to say comes through the pump. Ends early when the pipeline is stopped.</summary>
    private protected IEnumerable<MeasuredPair> Measure(IReadOnlyList<PlannedPair> pairs, bool reclaimable)
    {
        EbsConnection connection = Connect();
        var progress = new MeasuringProgress(this, TimeProvider.System);
        var measurer = new PairMeasurer(
            (wanted, parallelism, cancellationToken) => SpeculativeLister.ListAsync(connection.Pages, wanted, connection.Limiter, parallelism, cancellationToken),
            TimeProvider.System)
        {
            NotesReclaimable = reclaimable,
            OnPage = (pair, page) => Pump.Post(cmdlet =>
            {
                cmdlet.WriteVerbose(Describe(page));
                progress.Update(pair, page);
            }),
        };
        using var measured = new PipelineStream<MeasuredPair>(cancellationToken => measurer.MeasureAsync(pairs, ThrottleLimit, cancellationToken), Pump, StopToken);
        while (NextUnlessStopped(measured) is MeasuredPair next)
        {
            progress.Complete(next.Planned);
            yield return next;
        }
    }

    private T? NextUnlessStopped<T>(PipelineStream<T> stream)
        where T : class
    {
        try
        {
            return stream.Next();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Runs the work for one pair. What goes wrong with it is an error about that pair and no other; being stopped is no error.</summary>
    private protected void ForPair(SnapshotPair pair, Action work)
    {
        try
        {
            work();
        }
        catch (ListingException failure)
        {
            WriteError(Errors.Of(failure, pair.Second));
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
        }
    }

    private static string Describe(BlockPage page) => page.Blocks.Count == 0
        ? $"{page.Pair}: a page without changed blocks (request {page.RequestId})."
        : $"{page.Pair}: {page.Blocks.Count} changed blocks, {page.Blocks[0].Index} to {page.Blocks[^1].Index} (request {page.RequestId}).";

    private ConnectionSettings Settings() => new()
    {
        Region = Region,
        ProfileName = ProfileName,
        AccessKey = AccessKey,
        SecretKey = SecretKey,
        SessionToken = SessionToken,
        EndpointUrl = EndpointUrl,
        RequestsPerSecond = RequestsPerSecond,
        RetryTimeout = RetryTimeout,
    };
}
