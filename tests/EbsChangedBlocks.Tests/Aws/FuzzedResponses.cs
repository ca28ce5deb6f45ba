using System.Net;
using System.Text;
using Amazon.EBS;
using Amazon.Runtime;
using EbsChangedBlocks.Aws;
using EbsChangedBlocks.Aws.Http;
using EbsChangedBlocks.Listing;
using EbsChangedBlocks.Tests.Listing;

namespace EbsChangedBlocks.Tests.Aws;

/// <summary>Whatever bytes, headers and status an endpoint answers: a page, or one of our errors.</summary>
public sealed class FuzzedResponses : IDisposable
{
    private const int Answers = 3000;
    private const string Page =
        """{"BlockSize":524288,"ChangedBlocks":["""
        + """{"BlockIndex":1,"FirstBlockToken":"AAAB+/==","SecondBlockToken":"AAAC"},"""
        + """{"BlockIndex":2,"SecondBlockToken":"AAAD"}"""
        + """],"ExpiryTime":1.592976647009E9,"NextToken":"AAAE","VolumeSize":3}""";

    private const string Error =
        """{"__type":"com.amazon.coral.availability#"""
        + """ThrottlingException","Message":"Rate exceeded","Reason":"UNRELATED_SNAPSHOTS"}""";

    private static readonly string[] Headers =
        ["x-amzn-ErrorType", "x-amzn-RequestId", "x-amz-retry-after", "Retry-After", "Date", "x-amzn-error-message"];

    private static readonly string[] Values =
    [
        "ThrottlingException",
        "ValidationException:http://internal/",
        "",
        "-1",
        "99999999999999",
        "0",
        "Mon, 01 Jan 1900 00:00:00 GMT",
        "\u00e4\u00f6",
        "a,b;c",
    ];

    private readonly Transport _transport = new();
    private readonly HttpClient _http;
    private readonly AmazonEBSClient _client;

    public FuzzedResponses()
    {
        _http = new HttpClient(new PageFormCheck(new BufferingHandler(_transport)));
        _client = new AmazonEBSClient(
            new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
            new AmazonEBSConfig
            {
                ServiceURL = "http://127.0.0.1:1",
                AuthenticationRegion = "us-east-1",
                MaxErrorRetry = 0,
                MaxStaleConnectionRetries = 0,
                HttpClientFactory = new Factory(_http),
            });
    }

    public void Dispose()
    {
        _client.Dispose();
        _http.Dispose();
        _transport.Dispose();
    }

    [Fact]
    public async Task Every_answer_is_a_page_or_an_error_of_ours()
    {
        var source = new EbsPageSource(_client);
        int pages = 0;
        for (int seed = 0; seed < Answers; seed++)
        {
            _transport.Answer = Draw(new Random(seed));
            try
            {
                await source.GetPageAsync(
                    new PageRequest(SimulatedVolume.Pair, 100), TestContext.Current.CancellationToken);
                pages++;
            }
            catch (EbsChangedBlocksException)
            {
            }
            catch (Exception e)
            {
                Assert.Fail($"seed {seed}: {e}");
            }
        }

        Assert.InRange(pages, 1, Answers / 2);
    }

    [Theory]
    [InlineData("ExpiryTime", "1e300")]
    [InlineData("ExpiryTime", "-99999999999999")]
    [InlineData("ExpiryTime", "{}")]
    [InlineData("BlockSize", "99999999999")]
    [InlineData("VolumeSize", "1e400")]
    [InlineData("ChangedBlocks", "[[]]")]
    [InlineData("ChangedBlocks", """[{"BlockIndex":99999999999}]""")]
    [InlineData("NextToken", "7")]
    public async Task A_member_that_makes_no_sense_is_an_error_of_ours(string member, string value)
    {
        _transport.Answer = () =>
            Response(HttpStatusCode.OK, Encoding.UTF8.GetBytes($$"""{"BlockSize":524288,"{{member}}":{{value}}}"""));

        await Assert.ThrowsAsync<EbsChangedBlocksException>(() => new EbsPageSource(_client).GetPageAsync(
            new PageRequest(SimulatedVolume.Pair, 100), TestContext.Current.CancellationToken));
    }

    private static Func<HttpResponseMessage> Draw(Random random) => () =>
    {
        byte[] body = Mutate(Encoding.UTF8.GetBytes(random.Next(3) == 0 ? Error : Page), random);
        HttpResponseMessage response =
            Response(random.Next(3) == 0 ? (HttpStatusCode)random.Next(200, 600) : HttpStatusCode.OK, body);
        for (int count = random.Next(4); count > 0; count--)
        {
            response.Headers.TryAddWithoutValidation(
                Headers[random.Next(Headers.Length)], Values[random.Next(Values.Length)]);
        }

        return response;
    };

    private static HttpResponseMessage Response(HttpStatusCode status, byte[] body) =>
        new(status) { Content = new ByteArrayContent(body) };

    private static byte[] Mutate(byte[] body, Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                return body[..random.Next(body.Length)];
            case 1:
                random.NextBytes(body);
                return body;
            default:
                for (int count = random.Next(4); count > 0; count--)
                {
                    body[random.Next(body.Length)] = (byte)random.Next(256);
                }

                return body;
        }
    }

    private sealed class Factory(HttpClient client) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }

    private sealed class Transport : HttpMessageHandler
    {
        public Func<HttpResponseMessage> Answer { get; set; } = () => throw new InvalidOperationException();

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Answer());
    }
}
