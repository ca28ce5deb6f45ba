using LocalEbs.Faults;

namespace LocalEbs.Tests.Faults;

public sealed class FaultRuleTests
{
    [Theory]
    [InlineData("3:throttle", new[] { 3 })]
    [InlineData("5-8:500", new[] { 5, 6, 7, 8 })]
    [InlineData("19-:reset", new[] { 19, 20 })]
    [InlineData("every 10:reset", new[] { 10, 20 })]
    [InlineData(" every  10 : reset ", new[] { 10, 20 })]
    [InlineData("0%:reset", new int[0])]
    [InlineData("all:reset", new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 })]
    [InlineData("100%:reset", new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 })]
    [InlineData("after 18s:reset", new[] { 18, 19, 20 })]
    [InlineData("after 2s for 3s:503=1s", new[] { 2, 3, 4 })]
    [InlineData("after 17500ms for 0.5m:delay=2s", new[] { 18, 19, 20 })]
    public void A_rule_covers_the_requests_that_it_names(string rule, int[] expected)
    {
        var chooser = new FaultChooser([FaultRule.Parse(rule)], seed: 1);
        Assert.Equal(expected, Enumerable.Range(1, 20).Where(
            second => chooser.Choose("ListChangedBlocks", second, 1, TimeSpan.FromSeconds(second)) is not null));
    }

    [Fact]
    public void A_rule_for_an_operation_names_it_first()
    {
        FaultRule rule = FaultRule.Parse("GetSnapshotBlock every 2:slow=100KiB/s");
        Assert.Equal("GetSnapshotBlock", rule.Operation);
        Assert.Equal(FaultTrigger.Every(2), rule.Trigger);
        Assert.Equal("slow", rule.Fault.Name);
    }

    [Theory]
    [InlineData("", "'' is no fault: write which requests and what happens to them, as in 3:throttle.")]
    [InlineData("throttle", "'throttle' is no fault")]
    [InlineData("3:throtle", "'3:throtle': there is no fault 'throtle'; --help lists them.")]
    [InlineData("0:throttle", "'0:throttle': '0' is no request number")]
    [InlineData("soon:throttle", "'soon:throttle': 'soon' is no request number")]
    [InlineData("8-5:throttle", "'8-5:throttle': '8-5' is no range of request numbers.")]
    [InlineData("1-2-3:throttle", "'1-2-3:throttle': '1-2-3' is no range of request numbers.")]
    [InlineData("every:throttle", "'every:throttle': 'every' is no request number")]
    [InlineData("every other:throttle", "'every other:throttle': 'other' is no request number")]
    [InlineData("the third one:throttle", "'the third one:throttle': 'the third one' is no choice of requests")]
    [InlineData("101%:throttle", "'101%:throttle': '101%' is no share: write 0% to 100%.")]
    [InlineData("after 2:throttle", "'after 2:throttle': '2' is no time: write it as 100ms, 1.5s or 10m.")]
    [InlineData("ListVolumes 3:throttle", "'ListVolumes 3:throttle': 'ListVolumes 3' is no choice of requests")]
    [InlineData("3:reset=2s", "'3:reset=2s': it takes no value, but '2s' is given.")]
    [InlineData("3:throttle=long", "'3:throttle=long': 'long' is no time")]
    [InlineData("3:delay", "'3:delay': a time is missing behind '='")]
    [InlineData("3:slow=100", "'3:slow=100': '100' is no rate: write it as 100KiB/s.")]
    [InlineData("3:slow", "'3:slow': '' is no rate")]
    [InlineData("3:oversized=big", "'3:oversized=big': 'big' is no size")]
    [InlineData("3:last-index=x", "'3:last-index=x': 'x' is no whole number.")]
    public void A_rule_that_cannot_be_read_says_why(string rule, string message) => Assert.StartsWith(
        message, Assert.Throws<FormatException>(() => FaultRule.Parse(rule)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_fault_has_a_name_of_its_own()
    {
        string[] names = [.. FaultKind.All.Select(kind => kind.Name)];
        Assert.Equal(names.Distinct(), names);
    }
}
