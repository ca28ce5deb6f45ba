namespace LocalEbs;

/// <summary>Keys that the endpoint accepts.</summary>
/// <param name="AccessKey">The access key id.</param>
/// <param name="SecretKey">The secret key.</param>
/// <param name="SessionToken">The session token that has to come with the keys; null if none may.</param>
public sealed record LocalCredentials(string AccessKey, string SecretKey, string? SessionToken = null)
{
    /// <summary>The example keys of AWS's documentation.</summary>
    public static LocalCredentials Example { get; } = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");

    /// <summary>From when on they are refused as expired.</summary>
    public DateTimeOffset ExpiresAt { get; init; } = DateTimeOffset.MaxValue;
}
