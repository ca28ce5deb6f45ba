namespace LocalEbs.Signing;

/// <summary>A key pair with which requests may be signed.</summary>
/// <param name="AccessKeyId">The access key id.</param>
/// <param name="SecretAccessKey">The secret access key.</param>
/// <param name="SessionToken">The session token that must come with it, for temporary credentials.</param>
/// <param name="Expiration">When it ceases to be accepted; null for never.</param>
public sealed record AccessCredential(
    string AccessKeyId, string SecretAccessKey, string? SessionToken = null, DateTimeOffset? Expiration = null)
{
    /// <summary>The example key pair of AWS's documentation.</summary>
    public static AccessCredential Example { get; } =
        new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

    /// <summary>The access key id alone: secrets stay out of logs.</summary>
    public override string ToString() => AccessKeyId;
}
