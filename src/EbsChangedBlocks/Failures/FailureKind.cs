namespace EbsChangedBlocks;

/// <summary>What failed. The names are the error ids that users test for, so they stay as they are.</summary>
public enum FailureKind
{
    /// <summary>There is no source of AWS credentials, or a part of a pair of keys is missing.</summary>
    CredentialsMissing,

    /// <summary>Several parameters name credentials.</summary>
    CredentialsAmbiguous,

    /// <summary>What was given as credentials holds none, or gives none.</summary>
    CredentialUnusable,

    /// <summary>The AWS profile is not there, or gives no credentials.</summary>
    ProfileUnusable,

    /// <summary>The AWS profile assumes a role with a code that nobody is asked for.</summary>
    MfaRequired,

    /// <summary>The AWS configuration cannot be read.</summary>
    ConfigurationUnusable,

    /// <summary>Nothing names a Region.</summary>
    RegionMissing,

    /// <summary>What is named is no Region.</summary>
    RegionInvalid,

    /// <summary>What is named is no endpoint, or none that goes with the rest.</summary>
    EndpointInvalid,

    /// <summary>The endpoint is plain http on another machine.</summary>
    InsecureEndpoint,

    /// <summary>Both snapshots of a pair are one.</summary>
    SameSnapshot,

    /// <summary>The range of blocks ends before it starts.</summary>
    BlockRangeInvalid,

    /// <summary>What was piped in as a snapshot id is none.</summary>
    SnapshotIdInvalid,

    /// <summary>A chain has no pair in it.</summary>
    PredecessorMissing,

    /// <summary>What was piped in is nothing that can be measured.</summary>
    InputUnrecognized,

    /// <summary>Blocks that were piped in do not ascend.</summary>
    BlocksOutOfOrder,

    /// <summary>The service knows no such snapshot, or none that can be listed.</summary>
    SnapshotNotFound,

    /// <summary>Nothing was ever written to one of the snapshots, says the service.</summary>
    SnapshotEmpty,

    /// <summary>The snapshots are not of one lineage.</summary>
    UnrelatedSnapshots,

    /// <summary>A permission on a snapshot is missing.</summary>
    AccessDenied,

    /// <summary>A permission on a snapshot's key is missing.</summary>
    KmsAccessDenied,

    /// <summary>The credentials have expired, and their source gives no others.</summary>
    CredentialsExpired,

    /// <summary>The service does not accept the credentials.</summary>
    CredentialsInvalid,

    /// <summary>This machine's clock differs too much from the service's.</summary>
    ClockSkewed,

    /// <summary>The page token is too old, or of another listing.</summary>
    PageTokenInvalid,

    /// <summary>The service refuses the request.</summary>
    RequestInvalid,

    /// <summary>A quota of the account is used up.</summary>
    ServiceQuotaExceeded,

    /// <summary>More requests than the quota lets through; may pass by itself.</summary>
    Throttled,

    /// <summary>The service failed; may pass by itself.</summary>
    ServiceUnavailable,

    /// <summary>The endpoint cannot be reached; may pass by itself.</summary>
    EndpointUnreachable,

    /// <summary>The endpoint's certificate is not trusted here, or is for another name.</summary>
    CertificateUntrusted,

    /// <summary>The connection broke; may pass by itself.</summary>
    ConnectionBroken,

    /// <summary>No complete answer came in time; may pass by itself.</summary>
    RequestTimedOut,

    /// <summary>The answer cannot be read; may pass by itself.</summary>
    ResponseUnreadable,

    /// <summary>The answer contradicts itself or others.</summary>
    InvalidServiceResponse,

    /// <summary>The block's token is too old, and no other can be had for it.</summary>
    BlockTokenInvalid,

    /// <summary>A block's data came wrong again and again; may pass by itself.</summary>
    ChecksumMismatch,

    /// <summary>Reading more would cost more than it may.</summary>
    CostLimitReached,

    /// <summary>There is a file, and nothing says what it holds.</summary>
    ImageStateMissing,

    /// <summary>What says what an image holds cannot be read.</summary>
    ImageStateUnreadable,

    /// <summary>The image holds another snapshot than the first of the pair.</summary>
    ImageHoldsOther,

    /// <summary>The image is on the way to another snapshot.</summary>
    ImageInTransition,

    /// <summary>The image was changed by something else.</summary>
    ImageModified,

    /// <summary>Another run has the image; may pass by itself.</summary>
    ImageInUse,

    /// <summary>There is no image that could hold the first snapshot.</summary>
    ImageMissing,

    /// <summary>What is named is no file that an image could be in.</summary>
    ImagePathUnusable,

    /// <summary>The image cannot be written.</summary>
    ImageWriteFailed,

    /// <summary>The disk is full.</summary>
    DiskFull,

    /// <summary>The image does not hold the snapshot that it is said to hold.</summary>
    BaseMismatch,

    /// <summary>The second snapshot's volume is smaller than the image.</summary>
    VolumeShrunk,

    /// <summary>The service answered with an error that has no other name here.</summary>
    ServiceError,
}
