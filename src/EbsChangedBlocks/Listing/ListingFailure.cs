namespace EbsChangedBlocks.Listing;

/// <summary>Why a listing cannot begin or go on. The names are the error ids that users test for, so they stay as they are.</summary>
internal enum ListingFailure
{
    CredentialsMissing,
    ProfileUnusable,
    RegionMissing,
    SameSnapshot,
    SnapshotIdInvalid,
    PredecessorMissing,
    InputUnrecognized,
    BlocksOutOfOrder,
    SnapshotNotFound,
    UnrelatedSnapshots,
    AccessDenied,
    KmsAccessDenied,
    CredentialsExpired,
    CredentialsInvalid,
    ClockSkewed,
    PageTokenInvalid,
    RequestInvalid,
    ServiceQuotaExceeded,
    Throttled,
    ServiceUnavailable,
    EndpointUnreachable,
    CertificateUntrusted,
    ConnectionBroken,
    RequestTimedOut,
    ResponseUnreadable,
    InvalidServiceResponse,
    ServiceError,
}
