using System.Runtime.CompilerServices;

namespace EbsChangedBlocks.Listing.Ahead;

/// <summary>
/// Begins chains at distances that hold about one page worth of changed blocks: next to each other where everything has
/// changed, far apart where little has. So the one window that is lost where two chains meet is spread over many, and
/// what a chain holds stays small. Chains that have shown where they are go on for ever.
/// </summary>
internal sealed class AheadPolicy(Backpressure limits, Random random) : IAheadPolicy
{
    /// <summary>
    /// How far before the guessed end of a chain the next one starts, in mean distances of changed blocks: where
    /// windows end a little early or late, a miss costs a whole window and an overlap next to nothing. With none, half
    /// of all blocks changed takes 7 % more requests and a fifth more time; 8 gains nothing more.
    /// </summary>
    private const double Margin = 5;

    /// <summary>
    /// Chains are at least this many times the cost of a junction long, in windows, up to a limit. Runs are listed at a
    /// third of the speed without; a limit of 4 halves it.
    /// </summary>
    private const double WindowsPerJunction = 10;

    private const double MostWindowsForJunctions = 10;

    /// <summary>
    /// A chain is continued although the next one's answer is awaited, if that will hardly list further: by less than
    /// this share of a window.
    /// </summary>
    private const double HardlyFurther = 0.25;

    /// <summary>A try after so many failed ones is anywhere before the next chain, as far as any volume goes.</summary>
    private const int MostDoublings = 30;

    /// <summary>
    /// What lies near the head will soon be needed; what lies far away may have this share of the capacity. With all of
    /// it, far pages would starve the near ones: volumes with long runs are then a third slower.
    /// </summary>
    private const double FarShare = 0.5;

    /// <summary>Kept as long as their chains.</summary>
    private readonly ConditionalWeakTable<Chain, WindowEstimate> _estimates = [];

    private readonly ProbeBudget _budget = new();

    /// <summary>Where the listing is likely to end, exclusive; 0 while nobody said.</summary>
    private long _likelyEnd;

    /// <inheritdoc/>
    public bool Continues(ChainList chains, int index)
    {
        Chain chain = chains[index];
        if (!chain.CanContinue || (chain.IsResting && index > 0))
        {
            return false;
        }

        if (index + 1 == chains.Count || chains[index + 1].Start > chain.ListedThrough + 1)
        {
            return true;
        }

        Chain next = chains[index + 1];
        if (next.ListedThrough >= chain.ListedThrough)
        {
            return false;
        }

        double span = Estimate(next).WindowSpan;
        return !next.IsInFlight
            || next.ListedThrough + ((next.EmptyPages + 1) * span) < chain.ListedThrough + (HardlyFurther * span);
    }

    /// <inheritdoc/>
    public AheadRequest? Next(ChainList chains, Outstanding outstanding)
    {
        for (int i = 1; i < chains.Count; i++)
        {
            if (Continues(chains, i) && HasRoom(chains[i], chains, outstanding))
            {
                return new(chains[i]);
            }
        }

        return outstanding.MayProbe
            && _budget.Credit(chains.Count - 1) >= 1
            && Probe(chains) is { } probe
            && HasRoom(probe.Chain, chains, outstanding)
                ? probe
                : null;
    }

    /// <inheritdoc/>
    public void Learn(ChainList chains, ChainEvent happened)
    {
        switch (happened)
        {
            case ChainEvent.Began began:
                _estimates.Add(began.Probe, Estimate(began.Left).Copy());
                break;
            case ChainEvent.Answered answer:
                Learn(chains, answer);
                break;
            case ChainEvent.AnsweredInVain:
                _budget.Answered();
                break;
            case ChainEvent.ProbeFailed failed:
                Estimate(failed.Left).LearnFailure(Estimate(failed.Probe));
                _budget.ProbeFailed(failed.Probe);
                break;
            case ChainEvent.Joined joined:
                _budget.Joined(joined.Left, joined.Right);
                break;
            case ChainEvent.Overtaken overtaken:
                _budget.Overtaken(overtaken.Chain);
                break;
        }
    }

    private void Learn(ChainList chains, ChainEvent.Answered answer)
    {
        if (answer.Page.VolumeSize is { } size)
        {
            _likelyEnd = Math.Min(chains.End, size / answer.Page.BlockSize);
        }

        Estimate(answer.Chain).Learn(answer, limits.PageSize, _likelyEnd, isFirst: !_budget.HasReplies);
        _budget.Answered();
    }

    private WindowEstimate Estimate(Chain chain) => _estimates.TryGetValue(chain, out WindowEstimate? estimate)
        ? estimate
        : _estimates.GetValue(chain, _ => new WindowEstimate(limits.PageSize));

    /// <summary>The leftmost place for a probe behind the chain where the fewest have failed.</summary>
    private AheadRequest? Probe(ChainList chains)
    {
        AheadRequest? best = null;
        int fewest = int.MaxValue;
        for (int i = 0; i < chains.Count && fewest > 0; i++)
        {
            int failed = Estimate(chains[i]).FailedProbes;
            if (failed < fewest && ProbeStart(chains, i) is { } start)
            {
                best = new(chains[i], start);
                fewest = failed;
            }
        }

        return best;
    }

    private int? ProbeStart(ChainList chains, int index)
    {
        Chain chain = chains[index];
        bool isLast = index + 1 == chains.Count;
        if (chain.IsDone || (!isLast && chain.HandsOverTo(chains[index + 1])))
        {
            return null;
        }

        WindowEstimate estimate = Estimate(chain);
        double span = estimate.WindowSpan;
        double next = isLast ? _likelyEnd : chains[index + 1].Start;
        double position = chain.ListedThrough + 1 + (chain.EmptyPages * span);
        double windows = ChainLength(chains, estimate);
        if (estimate.FailedProbes == 0)
        {
            double margin = Margin * Math.Max(0, estimate.BlockSpacing - 1);
            double start = Math.Max(position + 1, position + (Math.Floor(windows) * span) - margin);
            return (isLast ? start < next : next - start >= windows * span) ? (int)start : null;
        }

        double farthest = windows * Math.Pow(2, Math.Min(estimate.FailedProbes, MostDoublings) + 1);
        double from = position + span;
        double to = Math.Min(next - span, position + (farthest * span));
        return from <= to ? (int)(from + (random.NextDouble() * (to - from))) : null;
    }

    /// <summary>How long a chain should be, in windows.</summary>
    private double ChainLength(ChainList chains, WindowEstimate estimate)
    {
        double left = Math.Max(1, (_likelyEnd - chains.Delivery.Watermark) / estimate.WindowSpan / limits.Parallelism);
        double forOnePage = Math.Min(limits.PageSize / Math.Max(estimate.BlocksPerWindow, 0.001), left);
        double forJunctions = Math.Min(MostWindowsForJunctions, WindowsPerJunction * _budget.JunctionCost);
        return Math.Max(Math.Max(1, forOnePage), forJunctions);
    }

    /// <summary>Whether there is room for a page of the chain, or of a new one behind it.</summary>
    private bool HasRoom(Chain chain, ChainList chains, Outstanding outstanding)
    {
        double capacityInPages = (double)limits.Capacity / limits.PageSize;
        double near = chains.Delivery.Watermark + (capacityInPages * Estimate(chains.Head).WindowSpan);
        return chain.Start <= near
            || chains.WaitingBlocks + outstanding.InFlight.Sum(LikelyBlocks) + LikelyBlocks(chain)
                <= FarShare * limits.Capacity;
    }

    /// <summary>What the next page of a chain may hold: twice the mean, as it may well be fuller.</summary>
    private double LikelyBlocks(Chain chain) => Math.Min(limits.PageSize, (2 * Estimate(chain).BlocksPerWindow) + 1);
}
