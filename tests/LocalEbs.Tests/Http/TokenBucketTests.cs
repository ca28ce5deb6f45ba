using CsCheck;
using LocalEbs.Http;
using Microsoft.Extensions.Time.Testing;

namespace LocalEbs.Tests.Http;

public sealed class TokenBucketTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData("50", 50)]
    [InlineData("50/100", 100)]
    [InlineData("0.5", 1)]
    public void A_full_bucket_holds_its_burst(string quota, int burst) =>
        Assert.Equal(burst, Drain(new TokenBucket(RequestQuota.Parse(quota), _time)));

    [Fact]
    public void A_bucket_regains_its_rate_and_no_more_than_its_burst()
    {
        var bucket = new TokenBucket(RequestQuota.Parse("50/100"), _time);
        Drain(bucket);
        _time.Advance(TimeSpan.FromMilliseconds(19));
        Assert.Equal(0, Drain(bucket));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, Drain(bucket));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(50, Drain(bucket));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(100, Drain(bucket));
    }

    [Fact]
    public void Another_client_takes_its_part()
    {
        var bucket = new TokenBucket(new RequestQuota(50) { OtherClient = 30 }, _time);
        Drain(bucket);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(20, Drain(bucket));
    }

    [Fact]
    public void Another_client_that_takes_more_than_there_is_leaves_nothing()
    {
        var bucket = new TokenBucket(new RequestQuota(50) { OtherClient = 60 }, _time);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(10, Drain(bucket));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, Drain(bucket));
    }

    [Fact]
    public void However_it_is_asked_it_gives_no_more_than_burst_and_rate() => Gen.Select(
        Gen.Int[1, 100], Gen.Int[1, 100], Gen.Int[0, 200].Array[1, 200]).Sample((rate, burst, waits) =>
    {
        var time = new FakeTimeProvider();
        var bucket = new TokenBucket(new RequestQuota(rate, burst), time);
        int taken = 0;
        foreach (int wait in waits)
        {
            time.Advance(TimeSpan.FromMilliseconds(wait));
            taken += bucket.TryTake() ? 1 : 0;
        }

        Assert.True(taken <= burst + rate * waits.Sum() / 1000.0 + 1e-6);
    });

    private static int Drain(TokenBucket bucket)
    {
        int taken = 0;
        while (bucket.TryTake())
        {
            taken++;
        }

        return taken;
    }
}
