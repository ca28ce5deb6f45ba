using CsCheck;
using LocalEbs.Snapshots;

namespace LocalEbs.Tests.Snapshots;

public sealed class BlockPatternTests
{
    private const int Blocks = 20;

    [Theory]
    [InlineData("none")]
    [InlineData("all", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)]
    [InlineData("first", 0)]
    [InlineData("last", 19)]
    [InlineData("7", 7)]
    [InlineData("3-5", 3, 4, 5)]
    [InlineData("0%-10%", 0, 1)]
    [InlineData("90%-100%", 18, 19)]
    [InlineData("2:5", 0, 1, 7, 8, 14, 15)]
    [InlineData("first+3-4+last", 0, 3, 4, 19)]
    [InlineData("2:5@5-15", 7, 8, 14, 15)]
    [InlineData("1:1@0-4+19", 0, 2, 4, 19)]
    [InlineData("0%")]
    public void A_pattern_holds_the_blocks_it_says(string text, params int[] expected) =>
        Assert.Equal(expected, Members(PatternParser.Parse(text, Blocks, 1), Blocks));

    [Theory]
    [InlineData("1%", 0.01)]
    [InlineData("0.1%", 0.001)]
    [InlineData("50%", 0.5)]
    [InlineData("100%", 1)]
    [InlineData("10%/100", 0.1)]
    [InlineData("30%@10%/20+1%", 0.0397)]
    public void Scattered_blocks_are_about_as_many_as_asked_for(string text, double share)
    {
        const int Many = 300_000;
        int count = Members(PatternParser.Parse(text, Many, 7), Many).Count;
        Assert.InRange(count, share * Many * 0.9, share * Many * 1.1);
    }

    [Fact]
    public void Runs_are_whole()
    {
        List<int> members = Members(PatternParser.Parse("5%/64", 64_000, 3), 64_000);
        Assert.All(members.GroupBy(index => index / 64), run => Assert.Equal(64, run.Count()));
    }

    [Fact]
    public void Scattered_blocks_depend_on_the_seed_and_on_their_place_in_the_pattern()
    {
        List<int> one = Members(PatternParser.Parse("10%", 10_000, 1), 10_000);
        List<int> other = Members(PatternParser.Parse("10%", 10_000, 2), 10_000);
        List<int> twice = Members(PatternParser.Parse("10%+10%", 10_000, 1), 10_000);
        Assert.NotEqual(one, other);
        Assert.True(twice.Count > one.Count * 3 / 2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("some")]
    [InlineData("1%%")]
    [InlineData("101%")]
    [InlineData("-1%")]
    [InlineData("5-3")]
    [InlineData("0-20")]
    [InlineData("20")]
    [InlineData("0:5")]
    [InlineData("5:")]
    [InlineData("1:2:3")]
    [InlineData("1%/0")]
    [InlineData("1%/2/3")]
    [InlineData("10%-5")]
    [InlineData("all+")]
    [InlineData("99999999999")]
    public void What_is_no_pattern_is_refused(string text) =>
        Assert.Throws<FormatException>(() => PatternParser.Parse(text, Blocks, 1));

    [Fact]
    public void The_answer_stays_the_same_up_to_the_end_that_is_given()
    {
        Gen<string> simple = Any.Of(
            "all", "none", "first", "last", "40%", "2%", "30%/7", "5-90", "25%-50%", "9:4", "1:30");
        Gen<string> pattern = Gen.Select(simple, Any.Of("+", "@"), simple, Any.Of("+", "@"), simple)
            .Select((a, x, b, y, c) => a + x + b + y + c);
        Gen.Select(pattern, Gen.ULong, Gen.Int[0, 299]).Sample(
            (text, key, index) =>
            {
                BlockPattern parsed = PatternParser.Parse(text, 300, key);
                bool contained = parsed.Contains(index, out int end);
                Assert.True(end > index);
                Assert.All(
                    Enumerable.Range(index, Math.Min(end, 300) - index),
                    i => Assert.Equal(contained, parsed.Contains(i, out _)));
            },
            iter: 2_000);
    }

    private static List<int> Members(BlockPattern pattern, int blocks) =>
        [.. Enumerable.Range(0, blocks).Where(index => pattern.Contains(index, out _))];
}
