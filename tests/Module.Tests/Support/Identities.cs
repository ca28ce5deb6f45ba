using LocalEbs.Signing;

namespace Module.Tests.Support;

/// <summary>Who a request may be signed by.</summary>
internal static class Identities
{
    /// <summary>Keys that stay.</summary>
    public static AccessCredential User { get; } = AccessCredential.Example;

    /// <summary>Keys that were given for an hour.</summary>
    public static AccessCredential Role { get; } = new(
        "ASIAIOSFODNN7EXAMPLE", "roleSecretEXAMPLEKEY", "roleSessionTokenEXAMPLE");

    /// <summary>What the next hour's keys are.</summary>
    public static AccessCredential NextRole { get; } = new(
        "ASIAI44QH8DHBEXAMPLE", "nextRoleSecretEXAMPLEKEY", "nextRoleSessionTokenEXAMPLE");

    /// <summary>A profile in a credentials file.</summary>
    public static string Profile(string name, AccessCredential who) => $"""
        [{name}]
        aws_access_key_id = {who.AccessKeyId}
        aws_secret_access_key = {who.SecretAccessKey}
        {(who.SessionToken is null ? "" : $"aws_session_token = {who.SessionToken}")}

        """;

    /// <summary>What a credential_process writes.</summary>
    public static string ProcessOutput(AccessCredential who, TimeSpan? lifetime = null) =>
        $$"""{"Version": 1, "AccessKeyId": "{{who.AccessKeyId}}", "SecretAccessKey": "{{who.SecretAccessKey}}","""
            + $$""" "SessionToken": "{{who.SessionToken}}"{{Expiration(lifetime)}}}""";

    private static string Expiration(TimeSpan? lifetime) =>
        lifetime is null ? "" : $", \"Expiration\": \"{DateTime.UtcNow + lifetime:yyyy-MM-ddTHH:mm:ssZ}\"";
}
