using System.Net;

namespace Amazon.EBS.Tests;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("UNAUTHORIZED_ACCOUNT")]
    [InlineData("DEPENDENCY_ACCESS_DENIED")]
    [InlineData("A_REASON_OF_TOMORROW")]
    [InlineData(null)]
    public async Task An_AccessDeniedException_has_its_reason(string? reason)
    {
        var error = await FailAsync<AccessDeniedException>(Modelled(403, reason), nameof(AccessDeniedException));

        Assert.Equal(reason, error.Reason?.Value);
        AssertIs(error, nameof(AccessDeniedException), 403);
    }

    [Theory]
    [InlineData("INVALID_PAGE_TOKEN")]
    [InlineData("UNRELATED_SNAPSHOTS")]
    [InlineData("A_REASON_OF_TOMORROW")]
    [InlineData(null)]
    public async Task A_ValidationException_has_its_reason(string? reason)
    {
        var error = await FailAsync<ValidationException>(Modelled(400, reason), nameof(ValidationException));

        Assert.Equal(reason, error.Reason?.Value);
        AssertIs(error, nameof(ValidationException), 400);
    }

    [Theory]
    [InlineData("InternalServerException", 500)]
    [InlineData("RequestThrottledException", 400)]
    [InlineData("ResourceNotFoundException", 404)]
    [InlineData("ServiceQuotaExceededException", 402)]
    public async Task Any_other_error_of_the_model_is_told_by_its_code(string code, int status)
    {
        var error = await FailAsync<AmazonEBSException>(Modelled(status, "A_REASON"), code);

        Assert.IsType<AmazonEBSException>(error);
        AssertIs(error, code, status);
    }

    [Theory]
    [InlineData("""{"__type":"ValidationException","message":"No."}""", null)]
    [InlineData("""{"__type":"com.amazonaws.ebs#ValidationException","Message":"No."}""", null)]
    [InlineData("""{"code":"ValidationException","message":"No."}""", null)]
    [InlineData("""{"message":"No."}""", "ValidationException")]
    [InlineData("""{"message":"No."}""", "ValidationException:http://internal.amazon.com/coral/com.amazonaws.ebs/")]
    public async Task The_code_may_come_in_any_of_its_places(string body, string? header)
    {
        var error = await FailAsync<ValidationException>(new(body) { Status = 400 }, header);

        Assert.Equal(("ValidationException", "No."), (error.ErrorCode, error.Message));
        Assert.Null(error.Reason);
    }

    [Theory]
    [InlineData("ThrottlingException", 400)]
    [InlineData("RequestThrottleException", 400)]
    [InlineData("InvalidSignatureException", 403)]
    [InlineData("ExpiredTokenException", 403)]
    public async Task An_error_outside_the_model_keeps_its_code(string code, int status)
    {
        var body = $$"""{"__type":"com.amazon.coral.availability#{{code}}","message":"Request has been refused."}""";

        var error = await FailAsync<AmazonEBSException>(new(body) { Status = status });

        Assert.IsType<AmazonEBSException>(error);
        Assert.Equal((code, "Request has been refused."), (error.ErrorCode, error.Message));
        Assert.Equal(((HttpStatusCode)status, Reply.RequestId), (error.StatusCode, error.RequestId));
    }

    [Theory]
    [InlineData("", 500)]
    [InlineData("Service Unavailable", 503)]
    [InlineData("[]", 502)]
    [InlineData("""{"message":"cut""", 500)]
    [InlineData("""{"message":5,"Reason":[]}""", 500)]
    [InlineData("<html><body><h1>502 Bad Gateway</h1><br></body>", 502)]
    public async Task A_failure_in_no_known_form_has_at_least_its_status(string body, int status)
    {
        var error = await FailAsync<AmazonEBSException>(new(body) { Status = status });

        Assert.Null(error.ErrorCode);
        Assert.Equal((HttpStatusCode)status, error.StatusCode);
        Assert.Equal($"The service answered with HTTP status {status} and no message.", error.Message);
    }

    private static async Task<T> FailAsync<T>(Reply reply, string? errorType = null)
        where T : Exception
    {
        if (errorType is not null)
        {
            reply.Headers["x-amzn-ErrorType"] = errorType;
        }

        var buffered = await Assert.ThrowsAnyAsync<T>(() => Clients.ListAsync(reply, new BufferingFactory()));
        var streamed = await Assert.ThrowsAnyAsync<T>(() => Clients.ListAsync(reply));
        Assert.Equal((buffered.GetType(), buffered.Message), (streamed.GetType(), streamed.Message));
        return streamed;
    }

    private static Reply Modelled(int status, string? reason)
    {
        string member = reason is null ? "" : $""","Reason":"{reason}" """;
        return new Reply($$"""{"Message":"No."{{member}}}""") { Status = status };
    }

    private static void AssertIs(AmazonEBSException error, string code, int status)
    {
        Assert.Equal((code, "No.", Reply.RequestId), (error.ErrorCode, error.Message, error.RequestId));
        Assert.Equal((HttpStatusCode)status, error.StatusCode);
    }
}
