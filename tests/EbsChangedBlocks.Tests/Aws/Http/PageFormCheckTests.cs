using System.Net;
using System.Text;
using System.Text.Json;
using CsCheck;
using EbsChangedBlocks.Aws.Http;

namespace EbsChangedBlocks.Tests.Aws.Http;

public class PageFormCheckTests
{
    [Theory]
    [InlineData(
        """{"BlockSize":524288,"ChangedBlocks":[{"BlockIndex":1,"FirstBlockToken":"AAAB+/=="}"""
        + """],"ExpiryTime":1.5E9,"NextToken":"AAAE","VolumeSize":3}""")]
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
    public void What_an_SDK_could_take_for_the_last_page_is_refused(string body) =>
        Assert.ThrowsAny<JsonException>(() => Check(body));

    [Fact]
    public void A_list_ends_where_a_reader_of_all_of_it_says() =>
        Gen.String[Gen.Char["[]{}\"\\,:1aé "], 0, 40].Array[0, 6].Sample(texts =>
        {
            string list = JsonSerializer.Serialize(texts.Select(text => new object[] { text, new { text } }));
            Check($$"""{"ChangedBlocks":{{list}},"NextToken":"A"}""");
            Assert.ThrowsAny<JsonException>(() =>
                Check($$"""{"ChangedBlocks":{{list}},"NextToken":"A","ChangedBlocks":{{list}}}"""));
            Assert.ThrowsAny<JsonException>(() => Check($$"""{"ChangedBlocks":{{list[..^1]}}"""));
        });

    [Theory]
    [InlineData("/snapshots/snap-b/changedblocks?firstSnapshotId=snap-a", true)]
    [InlineData("/snapshots/snap-b/blocks", true)]
    [InlineData("/snapshots/snap-b/blocks/7?blockToken=AAAB", false)]
    public async Task Only_answers_to_listings_are_looked_at(string path, bool looked)
    {
        using HttpClient client = Client(HttpStatusCode.OK, "{}");

        Task<string> answered =
            client.GetStringAsync(new Uri("http://127.0.0.1" + path), TestContext.Current.CancellationToken);

        if (looked)
        {
            Assert.Equal("7e5f", (await Assert.ThrowsAsync<UnreadablePageException>(() => answered)).RequestId);
        }
        else
        {
            Assert.Equal("{}", await answered);
        }
    }

    [Theory]
    [InlineData("""{"Message":"No.","Reason":"INVALID_PAGE_TOKEN"}""")]
    [InlineData(" {} ")]
    [InlineData("")]
    [InlineData("<html></html>")]
    public async Task A_refusal_is_left_to_the_sdk(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(HttpStatusCode.BadRequest, body));

    [Theory]
    [InlineData("{")]
    [InlineData("""{"Message":"No.","Rea""")]
    [InlineData("""{"Message":"No.","Reason":"INVALID_PAGE_TOKEN" """)]
    public async Task A_refusal_that_is_cut_short_is_no_answer(string body)
    {
        await Assert.ThrowsAsync<UnreadablePageException>(() => StatusAsync(HttpStatusCode.BadRequest, body));
        Assert.Equal(
            HttpStatusCode.ServiceUnavailable, await StatusAsync(HttpStatusCode.ServiceUnavailable, body));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpStatusCode status, string body)
    {
        using HttpClient client = Client(status, body);
        using HttpResponseMessage response = await client.GetAsync(
            new Uri("http://127.0.0.1/snapshots/snap-b/blocks"), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static HttpClient Client(HttpStatusCode status, string body) =>
        new(new PageFormCheck(new BufferingHandler(new Answering(status, body))));

    private static void Check(string body) => PageFormCheck.Check(Encoding.UTF8.GetBytes(body), "ChangedBlocks");

    private sealed class Answering(HttpStatusCode status, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage(status) { Content = new StringContent(body) };
            response.Headers.Add("x-amzn-RequestId", "7e5f");
            return Task.FromResult(response);
        }
    }
}
