using LocalEbs.Listing;
using Microsoft.Extensions.Time.Testing;

namespace LocalEbs.Tests.Listing;

public sealed class BlockTokensTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly BlockTokens _tokens;

    public BlockTokensTests() => _tokens = new BlockTokens(_time);

    [Fact]
    public void A_token_is_that_of_one_block_of_one_snapshot()
    {
        string token = Issue("snap-a", 5);
        Assert.Equal(60, token.Length);
        Assert.True(_tokens.IsValid(token, "snap-a", 5));
        Assert.False(_tokens.IsValid(token, "snap-a", 6));
        Assert.False(_tokens.IsValid(token, "snap-b", 5));
        Assert.False(new BlockTokens(_time).IsValid(token, "snap-a", 5));
    }

    [Fact]
    public void A_token_lives_for_seven_days()
    {
        string token = Issue("snap-a", 5);
        _time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMilliseconds(1));
        Assert.True(_tokens.IsValid(token, "snap-a", 5));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(_tokens.IsValid(token, "snap-a", 5));
    }

    [Fact]
    public void A_token_altered_anywhere_is_refused()
    {
        byte[] token = Convert.FromBase64String(Issue("snap-a", 5));
        for (int i = 0; i < token.Length; i++)
        {
            token[i] ^= 1;
            Assert.False(_tokens.IsValid(Convert.ToBase64String(token), "snap-a", 5));
            token[i] ^= 1;
        }
    }

    [Fact]
    public void Tokens_change_from_one_listing_to_the_next()
    {
        string token = Issue("snap-a", 5);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotEqual(token, Issue("snap-a", 5));
    }

    private string Issue(string snapshotId, int index)
    {
        using BlockTokenSeries series = _tokens.Series(snapshotId, _tokens.Expiry);
        var codes = new byte[BlockTokenSeries.CodeLength];
        var token = new byte[BlockTokenSeries.TokenLength];
        series.ComputeCodes([new ListedBlock(index, BlockState.Modified)], codes);
        series.Compose(codes, token);
        return Convert.ToBase64String(token);
    }
}
