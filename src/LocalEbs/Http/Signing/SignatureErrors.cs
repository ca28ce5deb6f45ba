using Microsoft.AspNetCore.Http;

namespace LocalEbs.Http.Signing;

/// <summary>
/// The refusals of AWS's front door
/// (https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html). They carry no reason.
/// </summary>
internal static class SignatureErrors
{
    public static EbsException MissingAuthentication() =>
        Forbidden("MissingAuthenticationTokenException", "Missing Authentication Token");

    public static EbsException UnrecognizedClient() =>
        Forbidden("UnrecognizedClientException", "The security token included in the request is invalid.");

    public static EbsException ExpiredToken() =>
        Forbidden("ExpiredTokenException", "The security token included in the request is expired");

    public static EbsException InvalidSignature(string message) => Forbidden("InvalidSignatureException", message);

    public static EbsException Incomplete(string message) =>
        new(StatusCodes.Status400BadRequest, "IncompleteSignatureException", null, message);

    private static EbsException Forbidden(string code, string message) =>
        new(StatusCodes.Status403Forbidden, code, null, message);
}
