using LocalEbs.Listing;
using LocalEbs.Snapshots;
using Microsoft.Extensions.Time.Testing;

namespace LocalEbs.Tests.Listing;

public sealed class PageTokensTests
{
    private static readonly SyntheticSnapshot First = new("snap-a", 1);
    private static readonly SnapshotPair Pair = new(First, First.Child("snap-b"));

    private readonly FakeTimeProvider _time = new();
    private readonly PageTokens _tokens;

    public PageTokensTests() => _tokens = new PageTokens(_time);

    [Fact]
    public void A_token_says_where_to_go_on() =>
        Assert.Equal(123_456, _tokens.Read(Pair, _tokens.Issue(Pair, 123_456)));

    [Fact]
    public void A_token_lives_for_an_hour()
    {
        string token = _tokens.Issue(Pair, 1);
        _time.Advance(TimeSpan.FromMinutes(60) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, _tokens.Read(Pair, token));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(_tokens.Read(Pair, token));
    }

    [Fact]
    public void A_token_belongs_to_its_pair()
    {
        string token = _tokens.Issue(Pair, 1);
        Assert.Null(_tokens.Read(new SnapshotPair(Pair.Second, First), token));
        Assert.Null(_tokens.Read(new SnapshotPair(null, Pair.Second), token));
        Assert.Null(new PageTokens(_time).Read(Pair, token));
    }

    [Fact]
    public void A_token_altered_anywhere_is_refused()
    {
        byte[] token = Convert.FromBase64String(_tokens.Issue(Pair, 1));
        for (int i = 0; i < token.Length; i++)
        {
            token[i] ^= 1;
            Assert.Null(_tokens.Read(Pair, Convert.ToBase64String(token)));
            token[i] ^= 1;
        }

        Assert.Equal(1, _tokens.Read(Pair, Convert.ToBase64String(token)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("no base64!")]
    public void What_is_no_token_is_refused(string text) => Assert.Null(_tokens.Read(Pair, text));

    [Fact]
    public void Tokens_are_of_the_models_form_and_bear_the_characters_that_need_escaping()
    {
        List<string> tokens = [.. Enumerable.Range(0, 100).Select(index => _tokens.Issue(Pair, index))];
        Assert.All(tokens, token => Assert.Matches("^[A-Za-z0-9+/=]{1,256}$", token));
        Assert.All("+/=", character => Assert.Contains(tokens, token => token.Contains(character)));
    }
}
