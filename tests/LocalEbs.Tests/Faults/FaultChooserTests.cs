using CsCheck;
using LocalEbs.Faults;

namespace LocalEbs.Tests.Faults;

public sealed class FaultChooserTests
{
    private static readonly Gen<string> Rules = Any.Of(
        "3:throttle", "5-8:500", "every 7:reset", "10%:html", "50%:garbage", "after 2s for 3s:503",
        "ListChangedBlocks 20%:empty",
        "ListSnapshotBlocks 1-4:close");

    [Fact]
    public void The_same_script_and_seed_choose_the_same_faults_in_any_order() => Gen.Select(
        Rules.Array[0, 5], Gen.Long, Gen.Int[1, 200]).Sample((rules, seed, count) =>
    {
        int[] forwards = [.. Enumerable.Range(1, count)];
        Assert.Equal(
            forwards.Select(Choice(rules, seed)).ToArray(),
            forwards.Reverse().Select(Choice(rules, seed)).Reverse().ToArray());
    });

    [Fact]
    public void The_first_rule_that_covers_a_request_counts() => Gen.Select(
        Rules.Array[1, 5], Gen.Long, Gen.Int[1, 200]).Sample((rules, seed, number) =>
    {
        string? whole = Choice(rules, seed)(number);
        Assert.Equal(Choice([.. rules, "all:stall"], seed)(number), whole ?? "stall");
        Assert.Equal("stall", Choice(["all:stall", .. rules], seed)(number));
    });

    [Fact]
    public void A_share_is_kept_and_another_seed_picks_others()
    {
        int[] first = Hit(seed: 1), second = Hit(seed: 2);
        Assert.InRange(first.Length, 430, 570);
        Assert.InRange(second.Length, 430, 570);
        Assert.InRange(first.Intersect(second).Count(), 10, 50);

        static int[] Hit(long seed) =>
            [.. Enumerable.Range(1, 10_000).Where(number => Choice(["5%:reset"], seed)(number) is not null)];
    }

    [Fact]
    public void Two_shares_are_independent()
    {
        Func<int, string?> choice = Choice(["50%:reset", "50%:close"], seed: 1);
        int both = Enumerable.Range(1, 10_000).Count(number => choice(number) is not null);
        Assert.InRange(both, 7300, 7700);
    }

    [Fact]
    public void A_rule_for_an_operation_counts_its_requests_alone()
    {
        var chooser = new FaultChooser([FaultRule.Parse("GetSnapshotBlock 2:500"), FaultRule.Parse("2:reset")], 1);
        Assert.Null(chooser.Choose("GetSnapshotBlock", null, 1, default));
        Assert.Equal("500", chooser.Choose("GetSnapshotBlock", null, 2, default)?.Fault.Name);
        Assert.Equal("reset", chooser.Choose("ListSnapshotBlocks", 2, 1, default)?.Fault.Name);
        Assert.Null(chooser.Choose("ListSnapshotBlocks", 3, 2, default));
        Assert.Null(chooser.Choose(null, null, 2, default));
    }

    // Even numbers are of one operation, odd ones of the other, ten in a second.
    private static Func<int, string?> Choice(string[] rules, long seed)
    {
        var chooser = new FaultChooser([.. rules.Select(FaultRule.Parse)], seed);
        return number => chooser.Choose(
            number % 2 == 0 ? "ListChangedBlocks" : "ListSnapshotBlocks",
            number,
            (number + 1) / 2,
            TimeSpan.FromSeconds(number / 10.0))?.Fault.Name;
    }
}
