using LocalEbs.Listing;

namespace LocalEbs.Tests.Listing;

public sealed class WindowSizesTests
{
    [Fact]
    public void Without_a_share_every_window_is_full() =>
        Assert.All(Sizes(0, 1), size => Assert.Equal(10_000, size));

    [Fact]
    public void About_the_share_asked_for_is_short_and_none_is_empty()
    {
        Assert.InRange(Sizes(0.1, 1).Count(size => size < 10_000), 80, 120);
        Assert.All(Sizes(1, 1), size => Assert.InRange(size, 1, 10_000));
    }

    [Fact]
    public void The_seed_decides()
    {
        Assert.Equal(Sizes(0.5, 1), Sizes(0.5, 1));
        Assert.NotEqual(Sizes(0.5, 1), Sizes(0.5, 2));
    }

    private static List<int> Sizes(double share, long seed)
    {
        var sizes = new WindowSizes(share, seed);
        return [.. Enumerable.Range(0, 1000).Select(start => sizes.At(start, 10_000))];
    }
}
