using System.Net;
using Amazon.Runtime;

namespace Amazon.EBS.Tests;

public sealed class ErrorTests
{
    /// <summary>Code, status and reason of every error of the model.</summary>
    public static TheoryData<string, int, string?> Modelled
    {
        get
        {
            var data = new TheoryData<string, int, string?>();
            Add("AccessDeniedException", 403, "UNAUTHORIZED_ACCOUNT", "DEPENDENCY_ACCESS_DENIED", null);
            Add("InternalServerException", 500, (string?)null);
            Add(
                "RequestThrottledException", 400,
                "ACCOUNT_THROTTLED", "DEPENDENCY_REQUEST_THROTTLED", "RESOURCE_LEVEL_THROTTLE");
            Add(
                "ResourceNotFoundException", 404,
                "SNAPSHOT_NOT_FOUND", "GRANT_NOT_FOUND", "DEPENDENCY_RESOURCE_NOT_FOUND", "IMAGE_NOT_FOUND");
            Add("ServiceQuotaExceededException", 402, "DEPENDENCY_SERVICE_QUOTA_EXCEEDED");
            Add(
                "ValidationException", 400,
                "INVALID_CUSTOMER_KEY", "INVALID_PAGE_TOKEN", "INVALID_BLOCK_TOKEN", "INVALID_GRANT_TOKEN",
                "INVALID_SNAPSHOT_ID", "UNRELATED_SNAPSHOTS", "INVALID_BLOCK", "INVALID_CONTENT_ENCODING",
                "INVALID_TAG", "INVALID_DEPENDENCY_REQUEST", "INVALID_PARAMETER_VALUE", "INVALID_VOLUME_SIZE",
                "CONFLICTING_BLOCK_UPDATE", "INVALID_IMAGE_ID", "WRITE_REQUEST_TIMEOUT", "A_REASON_OF_TOMORROW");
            return data;

            void Add(string code, int status, params string?[] reasons)
            {
                foreach (var reason in reasons) data.Add(code, status, reason);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Modelled))]
    public async Task A_modelled_error_has_its_type_and_reason(string code, int status, string? reason)
    {
        var member = reason is null ? "" : $""","Reason":"{reason}" """;
        var reply = new Reply($$"""{"Message":"No."{{member}}}""") { Status = status };

        var error = await FailAsync<AmazonEBSException>(reply, code);

        Assert.Equal("Amazon.EBS.Model." + code, error.GetType().FullName);
        Assert.Equal(reason, ReasonOf(error)?.Value);
        Assert.Equal((code, "No.", Reply.RequestId), (error.ErrorCode, error.Message, error.RequestId));
        Assert.Equal((HttpStatusCode)status, error.StatusCode);
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
        if (errorType is not null) reply.Headers["x-amzn-ErrorType"] = errorType;
        var buffered = await Assert.ThrowsAnyAsync<T>(() => Clients.ListAsync(reply, new BufferingFactory()));
        var streamed = await Assert.ThrowsAnyAsync<T>(() => Clients.ListAsync(reply));
        Assert.Equal((buffered.GetType(), buffered.Message), (streamed.GetType(), streamed.Message));
        return streamed;
    }

    private static ConstantClass? ReasonOf(AmazonEBSException error) => error switch
    {
        AccessDeniedException e => e.Reason,
        RequestThrottledException e => e.Reason,
        ResourceNotFoundException e => e.Reason,
        ServiceQuotaExceededException e => e.Reason,
        ValidationException e => e.Reason,
        _ => null,
    };
}
