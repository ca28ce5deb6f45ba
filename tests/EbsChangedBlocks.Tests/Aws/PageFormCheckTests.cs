using System.Net;
using System.Text;
using System.Text.Json;
using CsCheck;
using EbsChangedBlocks.Aws;

namespace EbsChangedBlocks.Tests.Aws;

public class PageFormCheckTests
{
    [Theory]
    [InlineData("""{"BlockSize":524288,"ChangedBlocks":[{"BlockIndex":1,"FirstBlockToken":"AAAB+/=="}],"ExpiryTime":1.5E9,"NextToken":"AAAE","VolumeSize":3}""")]
    [InlineData("""{"ChangedBlocks":[]}""")]
    [InlineData("""{"NextToken":null,"ChangedBlocks":[]}""")]
    [InlineData(""" { "ChangedBlocks" : [ ] , "New" : [1, {"NextToken":1}] , "New" : null } """)]
    [InlineData("""{"ChangedBlocks":[{"BlockIndex":1,"Note":"a ] \" ] \\"},[["]"]]]}""")]
    [InlineData("""{"Changed\u0042locks":[]}""")]
    public void A_page_is_let_through(string body) => Check(body);

    [Theory]
    [InlineData("""{"BlockSize":524288,"VolumeSize":100}""")]
    [InlineData("""{"VolumeSize":100,"NextToken":"AAAE"}""")]
    [InlineData("""{"ChangedBlocks":null}""")]
    [InlineData("""{"ChangedBlocks":{}}""")]
    [InlineData("""{"ChangedBlocks":"[]"}""")]
    [InlineData("""{"Blocks":[{"BlockIndex":1,"BlockToken":"AAAB"}]}""")]
    [InlineData("""{"Inner":{"ChangedBlocks":[]}}""")]
    [InlineData("""{"ChangedBlocks":[{"BlockIndex":1}],"ChangedBlocks":[]}""")]
    [InlineData("""{"ChangedBlocks":[],"NextToken":"AAAE","NextToken":null}""")]
    [InlineData("""{"ChangedBlocks":[],"NextToken":"AAAE","Next\u0054oken":null}""")]
    [InlineData("""{"ChangedBlocks":[],"BlockSize":524288,"BlockSize":512}""")]
    [InlineData("""{"ChangedBlocks":[],"VolumeSize":1,"VolumeSize":2}""")]
    [InlineData("""{"ChangedBlocks":[],"ExpiryTime":1,"ExpiryTime":2}""")]
    [InlineData("""{"ChangedBlocks":[}""")]
    [InlineData("""{"ChangedBlocks":["a""")]
    [InlineData("""{"ChangedBlocks":["a\""")]
    [InlineData("""{"ChangedBlocks":[]""")]
    [InlineData("""{"ChangedBlocks":[]} {}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("<html></html>")]
    public void What_an_SDK_could_take_for_the_last_page_is_refused(string body) => Assert.ThrowsAny<JsonException>(() => Check(body));

    [Fact]
    public void A_list_ends_where_a_reader_of_all_of_it_says() =>
        Gen.String[Gen.Char["[]{}\"\\,:1aé "], 0, 40].Array[0, 6].Sample(texts =>
        {
            string list = JsonSerializer.Serialize(texts.Select(text => new object[] { text, new { text } }));
            Check($$"""{"ChangedBlocks":{{list}},"NextToken":"A"}""");
            Assert.ThrowsAny<JsonException>(() => Check($$"""{"ChangedBlocks":{{list}},"NextToken":"A","ChangedBlocks":{{list}}}"""));
            Assert.ThrowsAny<JsonException>(() => Check($$"""{"ChangedBlocks":{{list[..^1]}}"""));
        });

    [Theory]
    [InlineData("/snapshots/snap-b/changedblocks?firstSnapshotId=snap-a", true)]
    [InlineData("/snapshots/snap-b/blocks", true)]
    [InlineData("/snapshots/snap-b/blocks/7?blockToken=AAAB", false)]
    public async Task Only_answers_to_listings_are_looked_at(string path, bool looked)
    {
        using var client = new HttpClient(new PageFormCheck(new BufferingHandler(new Answering(HttpStatusCode.OK), TimeProvider.System)));

        Task<string> answered = client.GetStringAsync(new Uri("http://127.0.0.1" + path), TestContext.Current.CancellationToken);

        if (looked)
            Assert.Equal("7e5f", (await Assert.ThrowsAsync<UnreadablePageException>(() => answered)).RequestId);
        else
            Assert.Equal("{}", await answered);
    }

    [Fact]
    public async Task A_refusal_is_left_to_the_sdk()
    {
        using var client = new HttpClient(new PageFormCheck(new BufferingHandler(new Answering(HttpStatusCode.BadRequest), TimeProvider.System)));

        using HttpResponseMessage refusal = await client.GetAsync(new Uri("http://127.0.0.1/snapshots/snap-b/blocks"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, refusal.StatusCode);
    }

    private static void Check(string body) => PageFormCheck.Check(Encoding.UTF8.GetBytes(body), "ChangedBlocks");

    private sealed class Answering(HttpStatusCode status) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(status) { Content = new StringContent("{}") };
            response.Headers.Add("x-amzn-RequestId", "7e5f");
            return Task.FromResult(response);
        }
    }
}
