using System.Globalization;
using System.Text;
using LocalEbs.Http;
using LocalEbs.Signing;
using Microsoft.AspNetCore.WebUtilities;

namespace LocalEbs.Faults;

/// <summary>The faults that answer an error instead of what was asked for.</summary>
internal static class RefusalFaults
{
    private const string AccessDenied = "AccessDeniedException";

    public static IReadOnlyList<FaultKind> Kinds { get; } =
    [
        Throttle("throttle", "ThrottlingException", EbsErrors.Throttling),
        Throttle("request-throttled", "RequestThrottledException, as the model", EbsErrors.RequestThrottled),
        Throttle("request-throttle", "RequestThrottleException, as the user guide", EbsErrors.RequestThrottle),
        Refusal("500", "InternalServerException", () => EbsErrors.Internal("An internal error has occurred.")),
        Proxy(502),
        Proxy(503),
        Proxy(504),
        Refusal("skewed-clock", "InvalidSignatureException: the signature has expired", SkewedClock),
        Refusal("time-too-skewed", "RequestTimeTooSkewed", TimeTooSkewed),
        Refusal("expired-credentials", "ExpiredTokenException", EbsErrors.ExpiredToken),
        Refusal("revoked-credentials", "UnrecognizedClientException", EbsErrors.UnrecognizedClient),
        new(
            "expired-page-token",
            "ValidationException, INVALID_PAGE_TOKEN",
            RefuseToken(scene => scene.Record.HasPageToken, EbsErrors.InvalidPageToken)),
        new(
            "expired-block-token",
            "ValidationException, INVALID_BLOCK_TOKEN",
            RefuseToken(HasBlockToken, EbsErrors.InvalidBlockToken)),
        Refusal("access-denied", "AccessDeniedException, UNAUTHORIZED_ACCOUNT", OthersSnapshot),
        new("policy-denied", "AccessDeniedException of IAM, without a reason", DenyByPolicy),
        Refusal("key-denied", "AccessDeniedException, DEPENDENCY_ACCESS_DENIED", OthersKey),
    ];

    private static FaultKind Refusal(string name, string meaning, Func<EbsException> error) =>
        new(name, meaning, effect: _ => throw error());

    private static FaultKind Throttle(string name, string meaning, Func<EbsException> error) =>
        new($"{name}[=time]", meaning, argument =>
        {
            TimeSpan? retryAfter = argument.OptionalDuration();
            return scene =>
            {
                AddRetryAfter(scene, retryAfter);
                throw error();
            };
        });

    /// <summary>Answers as a proxy or load balancer in front of the service does: with no error code.</summary>
    private static FaultKind Proxy(int status) => new($"{status}[=time]", "HTML, as of a proxy", argument =>
    {
        TimeSpan? retryAfter = argument.OptionalDuration();
        string title = $"{status} {ReasonPhrases.GetReasonPhrase(status)}";
        byte[] body = Encoding.ASCII.GetBytes(
            $"<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>");
        return scene =>
        {
            AddRetryAfter(scene, retryAfter);
            scene.Response.StatusCode = status;
            return scene.Exchange.AnswerAsync("text/html", body);
        };
    });

    /// <summary>Tells a client how long to wait, in both ways that AWS's clients look for.</summary>
    private static void AddRetryAfter(FaultScene scene, TimeSpan? time)
    {
        if (time is { } wait)
        {
            CultureInfo culture = CultureInfo.InvariantCulture;
            scene.Response.Headers["x-amz-retry-after"] = ((long)wait.TotalMilliseconds).ToString(culture);
            scene.Response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(culture);
        }
    }

    /// <summary>Refuses a token for its age; answers a request without one: there is nothing to refuse.</summary>
    private static FaultEffect RefuseToken(Func<FaultScene, bool> hasToken, Func<EbsException> error) => scene =>
    {
        if (hasToken(scene))
        {
            throw error();
        }

        scene.Record.Fault = null;
        return scene.ProceedAsync();
    };

    private static bool HasBlockToken(FaultScene scene) =>
        scene.Record.IsRead && scene.Exchange.Request.Query["blockToken"] is not null;

    /// <summary>No policy allows it: IAM's answer has no reason.</summary>
    private static Task DenyByPolicy(FaultScene scene)
    {
        string action = $"ebs:{scene.Record.Operation}";
        string region = AuthorizationHeader.Parse(scene.Exchange.Http.Request.Headers.Authorization).Region;
        throw EbsErrors.Forbidden(
            AccessDenied,
            $"User: arn:aws:iam::123456789012:user/ops is not authorized to perform: {action} "
            + $"on resource: arn:aws:ec2:{region}::snapshot/{scene.Record.SnapshotId} "
            + $"because no identity-based policy allows the {action} action");
    }

    private static EbsException OthersSnapshot() => EbsErrors.Forbidden(
        AccessDenied, "You do not have permission to access this snapshot.", "UNAUTHORIZED_ACCOUNT");

    private static EbsException OthersKey() => EbsErrors.Forbidden(
        AccessDenied, "You do not have permission to use the snapshot's KMS key.", "DEPENDENCY_ACCESS_DENIED");

    private static EbsException SkewedClock() => EbsErrors.InvalidSignature(
        "Signature expired: the request was signed more than 5 min. before the time of the server.");

    /// <summary>As IAM words a clock that is too far off, in the spelling of older services.</summary>
    private static EbsException TimeTooSkewed() => EbsErrors.Forbidden(
        "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.");
}
