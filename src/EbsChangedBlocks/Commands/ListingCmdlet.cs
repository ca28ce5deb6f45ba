using System.ComponentModel;
using System.Management.Automation;
using EbsChangedBlocks.Aws;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Listing.Ahead;
using EbsChangedBlocks.Measuring;

namespace EbsChangedBlocks.Commands;

/// <summary>A command that lists: one pair on the pipeline thread or several side by side, and one way to fail.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ListingCmdlet : EbsCmdlet
{
    /// <summary>The most requests in flight at once. 1 lists page after page; more look ahead, in places where the list is likely to go on.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = AheadLister.DefaultParallelism;

    /// <summary>Lists on the pipeline thread, page by page, with progress and a verbose line a page.</summary>
    private protected void List(ListingRequest wanted, Action<BlockPage> use)
    {
        EbsConnection connection = Connect();
        var progress = new ListingProgress(this, wanted, TimeProvider.System);
        using var pages = new PipelineStream<BlockPage>(
            cancellationToken =>
                AheadLister.ListAsync(connection.Pages, wanted, connection.Requests, ThrottleLimit, cancellationToken),
            Pump,
            StopToken);
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
            (wanted, parallelism, cancellationToken) =>
                AheadLister.ListAsync(connection.Pages, wanted, connection.Requests, parallelism, cancellationToken),
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
        catch (EbsChangedBlocksException failure)
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
}
