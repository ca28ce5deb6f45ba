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

    [Fact]
    public void A_token_outlives_later_lists_unless_those_put_an_end_to_it()
    {
        var ending = new BlockTokens(_time, refusesEarlier: true);
        (string lasting, string replaced) = (Issue("snap-a", 5), Issue("snap-a", 5, ending));
        Issue("snap-b", 5, ending);
        Assert.True(ending.IsValid(replaced, "snap-a", 5));

        Issue("snap-a", 5);
        string current = Issue("snap-a", 6, ending);
        Assert.True(_tokens.IsValid(lasting, "snap-a", 5));
        Assert.False(ending.IsValid(replaced, "snap-a", 5));
        Assert.True(ending.IsValid(current, "snap-a", 6));
    }

    private string Issue(string snapshotId, int index) => Issue(snapshotId, index, _tokens);

    private static string Issue(string snapshotId, int index, BlockTokens tokens)
    {
        using BlockTokenSeries series = tokens.Series(snapshotId, tokens.Expiry);
        var codes = new byte[BlockTokenSeries.CodeLength];
        var token = new byte[BlockTokenSeries.TokenLength];
        series.ComputeCodes([new ListedBlock(index, BlockState.Modified)], codes);
        series.Compose(codes, token);
        return Convert.ToBase64String(token);
    }
}
