using LocalEbs.Http;
using LocalEbs.Http.Signing;

namespace LocalEbs.Faults.Refusals;

/// <summary>The faults that answer an error.</summary>
internal static class RefusalKinds
{
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        Throttle("throttle", "ThrottlingException", ThrottleErrors.Throttling),
        Throttle("request-throttled", "RequestThrottledException, as the model", ThrottleErrors.RequestThrottled),
        Throttle("request-throttle", "RequestThrottleException, as the user guide", ThrottleErrors.RequestThrottle),
        Refusal("500", "InternalServerException", () => EbsErrors.Internal("An internal error has occurred.")),
        Proxy("502"),
        Proxy("503"),
        Proxy("504"),
        Refusal("skewed-clock", "InvalidSignatureException: the signature has expired", SkewedClock),
        Refusal("time-too-skewed", "RequestTimeTooSkewed", DenialErrors.TimeTooSkewed),
        Refusal("expired-credentials", "ExpiredTokenException", SignatureErrors.ExpiredToken),
        Refusal("revoked-credentials", "UnrecognizedClientException", SignatureErrors.UnrecognizedClient),
        new("expired-page-token", "ValidationException, INVALID_PAGE_TOKEN", argument => argument.None(new PageTokenRefusal())),
        Refusal("access-denied", "AccessDeniedException, UNAUTHORIZED_ACCOUNT", DenialErrors.Account),
        Refusal("policy-denied", "AccessDeniedException of IAM, without a reason", DenialErrors.Policy),
        Refusal("key-denied", "AccessDeniedException, DEPENDENCY_ACCESS_DENIED", DenialErrors.Key),
    ];

    private static FaultKind Refusal(string name, string meaning, Func<EbsException> error) =>
        Refusal(name, meaning, _ => error());

    private static FaultKind Refusal(string name, string meaning, Func<Exchange, EbsException> error) =>
        new(name, meaning, argument => argument.None(new RefusalEffect(error)));

    private static FaultKind Throttle(string name, string meaning, Func<EbsException> error) =>
        new($"{name}[=time]", meaning, argument => new RefusalEffect(_ => error(), argument.OptionalDuration()));

    private static FaultKind Proxy(string status) => new(
        $"{status}[=time]",
        "HTML, as of a proxy",
        argument => new ProxyErrorEffect(int.Parse(status, provider: null), argument.OptionalDuration()));

    private static EbsException SkewedClock() => SignatureErrors.InvalidSignature(
        "Signature expired: the request was signed more than 5 min. before the time of the server.");
}
