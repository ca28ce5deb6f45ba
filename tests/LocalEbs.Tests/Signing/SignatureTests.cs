using System.Net;
using LocalEbs.Signing;
using LocalEbs.Snapshots;
using Microsoft.Extensions.Time.Testing;

namespace LocalEbs.Tests.Signing;

public sealed class SignatureTests : IAsyncLifetime
{
    private const string Listing = "/snapshots/snap-b/changedblocks?firstSnapshotId=snap-a&maxResults=100";
    private const string BadSignature = "The request signature we calculated does not match";

    private static readonly AccessCredential Temporary = new(
        "ASIAIOSFODNN7EXAMPLE", "secret", "token/of+session=", new DateTimeOffset(2030, 1, 1, 1, 0, 0, TimeSpan.Zero));

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 30, 0, TimeSpan.Zero));
    private LocalEbsServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        var first = new SyntheticSnapshot("snap-a", 1);
        _server = await Serve.Options(
            new LocalEbsOptions
            {
                Snapshots = [first, first.Child("snap-b", changed: "all")],
                Credentials = [AccessCredential.Example, Temporary],
                Region = "eu-west-1",
            },
            _time);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_signed_request_is_answered()
    {
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Client())).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Client(Temporary))).Status);
    }

    [Fact]
    public async Task An_unsigned_request_is_refused()
    {
        using var http = new HttpClient();
        using HttpResponseMessage response = await http.GetAsync(
            new Uri(_server.Endpoint, Listing), TestContext.Current.CancellationToken);
        Reply reply = await Reply.OfAsync(response);
        AssertRefused(reply, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }

    [Fact]
    public async Task A_wrong_secret_is_refused() => AssertRefused(
        await SendAsync(Client(AccessCredential.Example with { SecretAccessKey = "wrong" })),
        "InvalidSignatureException",
        BadSignature);

    [Theory]
    [InlineData("/snapshots/snap-b/changedblocks?firstSnapshotId=snap-a&maxResults=200")]
    [InlineData("/snapshots/snap-b/changedblocks?firstSnapshotId=snap-a")]
    [InlineData("/snapshots/snap-b/changedblocks?firstSnapshotId=snap-a&maxResults=100&startingBlockIndex=7")]
    [InlineData("/snapshots/snap-a/changedblocks?firstSnapshotId=snap-a&maxResults=100")]
    public async Task A_target_altered_after_signing_is_refused(string sentTo) =>
        AssertRefused(await SendAsync(Client(), sentTo), "InvalidSignatureException", BadSignature);

    [Fact]
    public async Task A_plus_sign_sent_unescaped_is_refused() => AssertRefused(
        await SendAsync(Client(), Listing + "&pageToken=a+b", Listing + "&pageToken=a%2Bb"),
        "InvalidSignatureException",
        BadSignature);

    [Theory]
    [InlineData(
        -301, "Signature expired: 20300101T002459Z is now earlier than 20300101T002500Z (20300101T003000Z - 5 min.)")]
    [InlineData(
        301,
        "Signature not yet current: 20300101T003501Z is still later than 20300101T003500Z (20300101T003000Z + 5 min.)")]
    public async Task A_clock_more_than_five_minutes_off_is_refused(int seconds, string message) => AssertRefused(
        await SendAsync(Client(signedAt: _time.GetUtcNow().AddSeconds(seconds))), "InvalidSignatureException", message);

    [Theory]
    [InlineData(-300)]
    [InlineData(300)]
    public async Task A_clock_less_than_five_minutes_off_is_accepted(int seconds) => Assert.Equal(
        HttpStatusCode.OK, (await SendAsync(Client(signedAt: _time.GetUtcNow().AddSeconds(seconds)))).Status);

    [Fact]
    public async Task An_unknown_access_key_is_refused() => AssertRefused(
        await SendAsync(Client(AccessCredential.Example with { AccessKeyId = "AKIAUNKNOWN" })),
        "UnrecognizedClientException",
        "The security token included in the request is invalid.");

    [Theory]
    [InlineData(null)]
    [InlineData("another")]
    public async Task A_wrong_session_token_is_refused(string? token) => AssertRefused(
        await SendAsync(Client(Temporary with { SessionToken = token })),
        "UnrecognizedClientException",
        "The security token included in the request is invalid.");

    [Fact]
    public async Task Credentials_that_have_expired_are_refused()
    {
        _time.Advance(TimeSpan.FromMinutes(30));
        Reply reply = await SendAsync(Client(Temporary));
        AssertRefused(reply, "ExpiredTokenException", "The security token included in the request is expired");
    }

    [Theory]
    [InlineData("ec2", "eu-west-1", "host;x-amz-date", "Credential should be scoped to correct service: 'ebs'.")]
    [InlineData("ebs", "us-east-1", "host;x-amz-date", "Credential should be scoped to a valid region")]
    [InlineData("ebs", "eu-west-1", "x-amz-date", "'host' must be a 'SignedHeader' in the AWS Authorization.")]
    [InlineData("ebs", "eu-west-1", "host", "'x-amz-date' must be a 'SignedHeader' in the AWS Authorization.")]
    public async Task Another_scope_and_unsigned_headers_are_refused(
        string service, string region, string signedHeaders, string message)
    {
        using var client = new SignedClient(_server.Endpoint)
        {
            SignedAt = _time.GetUtcNow(),
            Service = service,
            Region = region,
            SignedHeaders = signedHeaders,
        };
        AssertRefused(await client.ReadAsync(Listing), "InvalidSignatureException", message);
    }

    [Theory]
    [InlineData("Bearer abc")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20300101/eu-west-1/ebs/aws4_request")]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE, SignedHeaders=host, Signature=0")]
    public async Task An_incomplete_header_is_refused(string header)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        using HttpResponseMessage response = await http.GetAsync(
            new Uri(_server.Endpoint, Listing), TestContext.Current.CancellationToken);
        Reply reply = await Reply.OfAsync(response);
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal("IncompleteSignatureException", reply.ErrorType);
    }

    private SignedClient Client(AccessCredential? credential = null, DateTimeOffset? signedAt = null) =>
        new(_server.Endpoint)
        {
            Credential = credential ?? AccessCredential.Example,
            SignedAt = signedAt ?? _time.GetUtcNow(),
            Region = "eu-west-1",
        };

    private static async Task<Reply> SendAsync(SignedClient client, string? sentTo = null, string signed = Listing)
    {
        using (client)
        {
            return await client.ReadAsync(signed, sentTo);
        }
    }

    private static void AssertRefused(Reply reply, string code, string message)
    {
        Assert.Equal(HttpStatusCode.Forbidden, reply.Status);
        Assert.Equal(code, reply.ErrorType);
        Assert.StartsWith(message, reply.Message, StringComparison.Ordinal);
        Assert.NotNull(reply.RequestId);
    }
}
