using LocalEbs.Http;
using LocalEbs.Http.Signing;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Faults.Refusals;

/// <summary>The refusals of those who are known but not allowed, or whose clock is wrong.</summary>
internal static class DenialErrors
{
    private const string AccessDenied = "AccessDeniedException";

    /// <summary>A snapshot of somebody else's.</summary>
    public static EbsException Account() =>
        Forbidden(AccessDenied, "UNAUTHORIZED_ACCOUNT", "You do not have permission to access this snapshot.");

    /// <summary>No permission to use the key of an encrypted snapshot.</summary>
    public static EbsException Key() =>
        Forbidden(AccessDenied, "DEPENDENCY_ACCESS_DENIED", "You do not have permission to use the snapshot's KMS key.");

    /// <summary>No policy allows it: IAM's answer has no reason.</summary>
    public static EbsException Policy(Exchange exchange)
    {
        string action = $"ebs:{exchange.Request.Operation}";
        string region = AuthorizationHeader.Parse(exchange.Http.Request.Headers.Authorization).Region;
        return Forbidden(
            AccessDenied,
            null,
            $"User: arn:aws:iam::123456789012:user/ops is not authorized to perform: {action} "
            + $"on resource: arn:aws:ec2:{region}::snapshot/{exchange.Request.SnapshotId} "
            + $"because no identity-based policy allows the {action} action");
    }

    /// <summary>As IAM words a clock that is too far off, in the spelling of older services.</summary>
    public static EbsException TimeTooSkewed() => Forbidden(
        "RequestTimeTooSkewed", null, "The difference between the request time and the current time is too large.");

    private static EbsException Forbidden(string code, string? reason, string message) =>
        new(StatusCodes.Status403Forbidden, code, reason, message);
}
