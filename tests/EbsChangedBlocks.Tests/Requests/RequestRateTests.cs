using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Requests;

namespace EbsChangedBlocks.Tests.Requests;

public class RequestRateTests
{
    private readonly RequestRate _rate = new(RequestPace.Of(40));

    [Fact]
    public void Throttles_of_one_moment_count_once()
    {
        Throttle(10, 10.1, 10.4);
        Assert.Equal(24, _rate.PerSecond, 6);

        Throttle(10.6);
        Assert.Equal(14.4, _rate.PerSecond, 6);
    }

    [Fact]
    public void It_never_falls_below_one()
    {
        Throttle([.. Enumerable.Range(1, 30).Select(second => second * 0.7)]);
        Assert.Equal(1, _rate.PerSecond);
    }

    [Theory]
    [InlineData(10.9, 24)]
    [InlineData(11, 24)]
    [InlineData(13, 26)]
    [InlineData(60, 40)]
    public void It_recovers_by_one_a_second_once_it_was_calm_for_one(double at, double expected)
    {
        Throttle(10);
        for (double time = 10.1; time < at; time += 0.3)
        {
            _rate.MoveTo(TimeSpan.FromSeconds(time));
        }

        _rate.MoveTo(TimeSpan.FromSeconds(at));

        Assert.Equal(expected, _rate.PerSecond, 6);
    }

    [Theory]
    [InlineData(40, 1)]
    [InlineData(80, 2)]
    [InlineData(800, 20)]
    [InlineData(5, 1)]
    public void A_high_rate_is_back_from_the_deepest_cut_in_as_long_as_a_low_one(double ceiling, double recovery)
    {
        var rate = new RequestRate(RequestPace.Of(ceiling));
        rate.Throttled(TimeSpan.FromSeconds(10));

        rate.MoveTo(TimeSpan.FromSeconds(12));

        Assert.Equal((ceiling * 0.6) + recovery, rate.PerSecond, 6);
    }

    [Theory]
    [InlineData(50, 24)]
    [InlineData(10, 10)]
    public void Another_ceiling_does_not_undo_what_throttles_have_taught(double ceiling, double expected)
    {
        Throttle(10);
        _rate.Pace = RequestPace.Of(ceiling);
        Assert.Equal(expected, _rate.PerSecond, 6);
    }

    [Theory]
    [InlineData(0, 40)]
    [InlineData(1, 44)]
    [InlineData(2, 48)]
    [InlineData(60, 48)]
    public void It_is_cautious_at_first(double at, double expected)
    {
        var rate = new RequestRate(ListQuota.DefaultPace);

        rate.MoveTo(TimeSpan.FromSeconds(at));

        Assert.Equal(expected, rate.PerSecond, 6);
    }

    [Fact]
    public void It_is_cautious_for_a_minute_after_a_throttle()
    {
        var rate = new RequestRate(ListQuota.DefaultPace);
        rate.MoveTo(TimeSpan.FromSeconds(9));

        int second = 10;
        rate.Throttled(TimeSpan.FromSeconds(second));

        Assert.Equal(24, rate.PerSecond, 6);
        Move(25, 38);
        Move(27, 40);
        Move(69, 40);
        Move(71, 48);

        void Move(int seconds, double expected)
        {
            while (second < seconds)
            {
                rate.MoveTo(TimeSpan.FromSeconds(++second));
            }

            Assert.Equal(expected, rate.PerSecond, 6);
        }
    }

    [Fact]
    public void Saying_the_same_pace_again_does_not_make_it_cautious()
    {
        var rate = new RequestRate(ListQuota.DefaultPace);
        rate.MoveTo(TimeSpan.FromSeconds(5));

        rate.Pace = new RequestPace(48, 40);

        Assert.Equal(48, rate.PerSecond, 6);
    }

    private void Throttle(params double[] seconds)
    {
        foreach (double second in seconds)
        {
            _rate.Throttled(TimeSpan.FromSeconds(second));
        }
    }
}
