namespace EbsChangedBlocks.Measuring;

/// <summary>
/// Sorts snapshots, as EC2 describes them, into chains to measure, and says what it leaves out and why.
/// </summary>
internal sealed record ChainPlan(IReadOnlyList<SnapshotChain> Chains, IReadOnlyList<string> Skipped)
{
    /// <summary>The volume that EC2 names for every copy of a snapshot, whatever it is a copy of.</summary>
    /// <remarks>Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Snapshot.html</remarks>
    private const string VolumeOfCopies = "vol-ffffffff";

    /// <summary>Every snapshot after the one before it, volume by volume.</summary>
    public static ChainPlan Of(IEnumerable<SnapshotInfo> snapshots, bool includeBaseline)
    {
        var skipped = new List<string>();
        var chains = new List<SnapshotChain>();
        var volumes = Usable(snapshots, skipped).GroupBy(snapshot => (snapshot.Place, snapshot.VolumeId));
        foreach (var volume in volumes)
        {
            // A stable sort: snapshots without a time keep the order in which they came.
            SnapshotInfo[] chain = [.. volume.OrderBy(snapshot => snapshot.StartTime ?? DateTime.MinValue)];
            if (chain.Length == 1 && !includeBaseline)
            {
                skipped.Add(
                    $"{chain[0].Id} is left out: it is the only usable snapshot of {volume.Key.VolumeId ?? "its volume"}, "
                    + "so there is none before it to compare with; -IncludeBaseline measures it whole.");
            }
            else
            {
                chains.Add(new SnapshotChain(chain, includeBaseline));
            }
        }

        return new ChainPlan(chains, skipped);
    }

    /// <summary>Every snapshot after the same one, in the order in which they came.</summary>
    public static ChainPlan After(string first, IEnumerable<SnapshotInfo> snapshots, bool includeBaseline)
    {
        var skipped = new List<string>();
        IEnumerable<SnapshotChain> chains = Usable(snapshots, skipped)
            .Where(snapshot => snapshot.Id != first)
            .Select((snapshot, at) =>
                new SnapshotChain(
                    [new SnapshotInfo(first) { Place = snapshot.Place }, snapshot], includeBaseline && at == 0));
        return new ChainPlan([.. chains], skipped);
    }

    private static List<SnapshotInfo> Usable(IEnumerable<SnapshotInfo> snapshots, List<string> skipped)
    {
        var usable = new List<SnapshotInfo>();
        foreach (SnapshotInfo snapshot in snapshots.DistinctBy(snapshot => (snapshot.Place, snapshot.Id)))
        {
            if (ReasonToSkip(snapshot) is string reason)
            {
                skipped.Add($"{snapshot.Id} is left out: {reason}");
            }
            else
            {
                usable.Add(snapshot);
            }
        }

        return usable;
    }

    private static string? ReasonToSkip(SnapshotInfo snapshot) => snapshot switch
    {
        { State: string state } when !Is(state, "completed") =>
            $"its state is {state}, and only a completed snapshot can be listed.",
        { StorageTier: string tier } when Is(tier, "archive") =>
            "it is in the archive tier, which the EBS direct APIs cannot list; restore it first.",
        { VolumeId: VolumeOfCopies } =>
            "it is a copy, and EC2 does not say of which volume; "
            + "name the pair by -FirstSnapshotId and -SecondSnapshotId.",
        _ => null,
    };

    private static bool Is(string value, string expected) =>
        string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);
}
