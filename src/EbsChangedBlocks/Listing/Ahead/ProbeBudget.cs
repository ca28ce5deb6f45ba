namespace EbsChangedBlocks.Listing.Ahead;

/// <summary>Keeps count of the requests that looking ahead has cost, and says how many more it may cost.</summary>
internal sealed class ProbeBudget
{
    /// <summary>
    /// The share of the useful requests that may be wasted. With .10 volumes that change in runs are slower by a third;
    /// .20 leaves nothing of the 1.25 that a listing may cost at most when half of the windows are short.
    /// </summary>
    private const double Share = 0.15;

    /// <summary>
    /// What may be wasted from the start. With 6 a dense volume of 64 pages takes a seventh longer; 10 breaks the limit
    /// of 16 six times as often.
    /// </summary>
    private const double Advance = 8;

    /// <summary>Weight of the newest junction in the mean.</summary>
    private const double JunctionWeight = 0.1;

    /// <summary>
    /// What a failed probe adds to the cost of a junction, so that volumes in which probes fail get longer chains.
    /// Without it, runs are listed at half the speed.
    /// </summary>
    private const double FailedProbeCost = 0.05;

    private double _waste;
    private int _replies;

    /// <summary>
    /// Requests that are lost where two chains meet, on average. The first value decides for the first twenty
    /// junctions: .1 is slow on runs, .5 on dense volumes.
    /// </summary>
    public double JunctionCost { get; private set; } = 0.3;

    public bool HasReplies => _replies > 0;

    /// <summary>
    /// How many more chains may be begun: each of them may turn out to have cost one request for nothing.
    /// </summary>
    /// <param name="openChains">Those beside the head.</param>
    public double Credit(int openChains) => Math.Max(Advance, Share * (_replies - _waste)) - _waste - openChains;

    public void Answered() => _replies++;

    public void ProbeFailed(Chain probe)
    {
        _waste += probe.Requests;
        JunctionCost += FailedProbeCost;
    }

    /// <summary>What the left chain had listed behind the start of the right one was listed twice.</summary>
    public void Joined(Chain left, Chain right)
    {
        double twice = left.RecentWindows.Sum(
            window => Math.Clamp((window.Last - right.Start + 1.0) / (window.Last - window.First + 1.0), 0, 1));
        _waste += twice;
        JunctionCost += JunctionWeight * (twice - JunctionCost);
    }

    public void Overtaken(Chain chain)
    {
        _waste += chain.Requests;
        JunctionCost += JunctionWeight * (1 - JunctionCost);
    }
}
