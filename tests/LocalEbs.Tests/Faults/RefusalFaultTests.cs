using System.Net;
using LocalEbs.Http;

namespace LocalEbs.Tests.Faults;

public sealed class RefusalFaultTests
{
    [Theory]
    [InlineData("throttle", 400, "ThrottlingException", null, true)]
    [InlineData("request-throttled", 400, "RequestThrottledException", "ACCOUNT_THROTTLED", true)]
    [InlineData("request-throttle", 400, "RequestThrottleException", "ACCOUNT_THROTTLED", true)]
    [InlineData("500", 500, "InternalServerException", null, false)]
    [InlineData("skewed-clock", 403, "InvalidSignatureException", null, false)]
    [InlineData("time-too-skewed", 403, "RequestTimeTooSkewed", null, false)]
    [InlineData("expired-credentials", 403, "ExpiredTokenException", null, false)]
    [InlineData("revoked-credentials", 403, "UnrecognizedClientException", null, false)]
    [InlineData("access-denied", 403, "AccessDeniedException", "UNAUTHORIZED_ACCOUNT", false)]
    [InlineData("policy-denied", 403, "AccessDeniedException", null, false)]
    [InlineData("key-denied", 403, "AccessDeniedException", "DEPENDENCY_ACCESS_DENIED", false)]
    public async Task The_service_refuses_once_and_then_answers(
        string fault, int status, string code, string? reason, bool isThrottled)
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync($"1:{fault}");
        Reply reply = await faulty.ReadAsync();
        Assert.Equal((HttpStatusCode)status, reply.Status);
        Assert.Equal(code, reply.ErrorType);
        Assert.Equal(reason, reply.Reason);
        Assert.InRange((reply.Message ?? (string?)reply.Json["message"])!.Length, 1, 256);

        Assert.Equal(HttpStatusCode.OK, (await faulty.ReadAsync()).Status);
        IReadOnlyList<RequestRecord> records = await faulty.CompletedAsync(2);
        Assert.Equal([fault, null], records.Select(record => record.Fault));
        Assert.Equal([code, null], records.Select(record => record.ErrorCode));
        Assert.Equal([isThrottled, false], records.Select(record => record.IsThrottled));
    }

    [Fact]
    public async Task A_page_token_is_refused_only_where_there_is_one()
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync("all:expired-page-token");
        Reply page = await faulty.ReadAsync();
        Assert.Equal(HttpStatusCode.OK, page.Status);

        Reply next = await faulty.ReadNextAsync(page);
        Assert.Equal(
            (HttpStatusCode.BadRequest, "ValidationException", "INVALID_PAGE_TOKEN"),
            (next.Status, next.ErrorType, next.Reason));
        IReadOnlyList<RequestRecord> records = await faulty.CompletedAsync(2);
        Assert.Equal([null, "expired-page-token"], records.Select(record => record.Fault));
    }

    [Fact]
    public async Task A_throttle_of_the_account_is_worded_as_the_framework_in_front_of_the_service_does()
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync("1:throttle");
        Assert.Equal(
            """{"__type":"com.amazon.coral.availability#ThrottlingException","message":"Rate exceeded"}""",
            (await faulty.ReadAsync()).Text);
    }

    [Theory]
    [InlineData("throttle=1.5s", HttpStatusCode.BadRequest)]
    [InlineData("503=1.5s", HttpStatusCode.ServiceUnavailable)]
    public async Task An_answer_may_say_when_to_come_again(string fault, HttpStatusCode status)
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync($"1:{fault}");
        using HttpResponseMessage response = await faulty.Client.GetAsync(FaultyServer.Page);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter?.Delta);
        Assert.Equal(["1500"], response.Headers.GetValues("x-amz-retry-after"));
    }

    [Theory]
    [InlineData("502", HttpStatusCode.BadGateway)]
    [InlineData("503", HttpStatusCode.ServiceUnavailable)]
    [InlineData("504", HttpStatusCode.GatewayTimeout)]
    public async Task A_proxy_fails_in_HTML(string fault, HttpStatusCode status)
    {
        await using FaultyServer faulty = await FaultyServer.StartAsync($"1:{fault}");
        using HttpResponseMessage response = await faulty.Client.GetAsync(FaultyServer.Page);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Reply reply = await Reply.OfAsync(response);
        Assert.Null(reply.ErrorType);
        Assert.StartsWith("<html><head><title>" + fault, reply.Text, StringComparison.Ordinal);
    }
}
