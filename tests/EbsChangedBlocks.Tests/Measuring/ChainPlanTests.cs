using EbsChangedBlocks.Measuring;

namespace EbsChangedBlocks.Tests.Measuring;

public class ChainPlanTests
{
    [Fact]
    public void Snapshots_are_grouped_by_volume_and_ordered_by_time()
    {
        ChainPlan plan = ChainPlan.Of(
            [
                Of("snap-3", "vol-1", 3),
                Of("snap-9", "vol-2", 1),
                Of("snap-1", "vol-1", 1),
                Of("snap-8", "vol-2", 0),
                Of("snap-2", "vol-1", 2),
            ],
            includeBaseline: false);

        Assert.Equal(["snap-1 snap-2 snap-3", "snap-8 snap-9"], plan.Chains.Select(Ids));
        Assert.Empty(plan.Skipped);
    }

    [Theory]
    [InlineData("pending", "standard", "vol-1", "pending")]
    [InlineData("error", "standard", "vol-1", "error")]
    [InlineData("completed", "archive", "vol-1", "archive tier")]
    [InlineData("completed", "standard", "vol-ffffffff", "a copy")]
    public void What_cannot_be_listed_is_left_out_and_said(string state, string tier, string volume, string why)
    {
        SnapshotInfo bad = Of("snap-2", volume, 2) with { State = state, StorageTier = tier };

        ChainPlan plan = ChainPlan.Of(
            [Of("snap-1", "vol-1", 1), bad, Of("snap-3", "vol-1", 3)], includeBaseline: false);

        Assert.Equal("snap-1 snap-3", Ids(Assert.Single(plan.Chains)));
        Assert.Contains(why, Assert.Single(plan.Skipped));
    }

    [Fact]
    public void A_lone_snapshot_is_measured_only_with_its_baseline()
    {
        Assert.Empty(ChainPlan.Of([Of("snap-1", "vol-1", 1)], includeBaseline: false).Chains);
        Assert.Single(ChainPlan.Of([Of("snap-1", "vol-1", 1)], includeBaseline: true).Chains);
    }

    [Fact]
    public void Without_times_the_order_is_the_one_given()
    {
        ChainPlan plan = ChainPlan.Of(
            [new("snap-2"), new("snap-1"), new("snap-2"), new("snap-3")], includeBaseline: false);

        Assert.Equal("snap-2 snap-1 snap-3", Ids(Assert.Single(plan.Chains)));
    }

    private static SnapshotInfo Of(string id, string volume, int day) => new(id)
    {
        VolumeId = volume,
        StartTime = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day),
        State = "completed",
        StorageTier = "standard",
    };

    private static string Ids(SnapshotChain chain) => string.Join(' ', chain.Snapshots.Select(snapshot => snapshot.Id));
}
