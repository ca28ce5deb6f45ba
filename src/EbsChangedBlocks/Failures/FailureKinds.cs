namespace EbsChangedBlocks.Failures;

/// <summary>What is true of every failure of a kind.</summary>
internal static class FailureKinds
{
    /// <summary>Whether it may pass by itself.</summary>
    public static bool IsTransient(this FailureKind kind) => kind
        is FailureKind.Throttled or FailureKind.ServiceUnavailable or FailureKind.EndpointUnreachable
        or FailureKind.ConnectionBroken or FailureKind.RequestTimedOut or FailureKind.ResponseUnreadable
        or FailureKind.ChecksumMismatch or FailureKind.ImageInUse;

    /// <summary>Whether other pairs fail for the same reason, for now.</summary>
    public static bool ConcernsAllPairs(this FailureKind kind) => kind
        is FailureKind.CredentialsExpired or FailureKind.CredentialsInvalid or FailureKind.CredentialUnusable
        or FailureKind.ProfileUnusable or FailureKind.MfaRequired or FailureKind.ClockSkewed
        or FailureKind.EndpointUnreachable or FailureKind.CertificateUntrusted;
}
