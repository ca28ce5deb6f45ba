using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http;

/// <summary>
/// The three ways in which AWS spells that requests come too fast
/// (https://docs.aws.amazon.com/ebs/latest/userguide/error-retries.html). Only
/// RequestThrottledException is in the model.
/// </summary>
internal static class ThrottleErrors
{
    public static bool Includes(string? code) =>
        code is "ThrottlingException" or "RequestThrottledException" or "RequestThrottleException";

    /// <summary>What exceeding the account's quota brings, worded by the framework in front of the service.</summary>
    public static EbsException Throttling() =>
        new(StatusCodes.Status400BadRequest, "ThrottlingException", null, "Rate exceeded")
        {
            TypeNamespace = "com.amazon.coral.availability",
        };

    public static EbsException RequestThrottled() => Throttled("RequestThrottledException");

    /// <summary>As the user guide, but not the model, spells it.</summary>
    public static EbsException RequestThrottle() => Throttled("RequestThrottleException");

    private static EbsException Throttled(string code) => new(
        StatusCodes.Status400BadRequest,
        code,
        "ACCOUNT_THROTTLED",
        "The number of API requests has exceeded the maximum allowed.");
}
