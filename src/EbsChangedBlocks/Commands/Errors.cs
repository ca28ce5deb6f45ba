using System.Management.Automation;

namespace EbsChangedBlocks.Commands;

/// <summary>
/// The one place where error records are made: a stable id, a true category, and what to do about it.
/// </summary>
internal static class Errors
{
    public static ErrorRecord Of(EbsChangedBlocksException failure, object? target) => Of(
        failure,
        target,
        next => $"All blocks before {next} are listed: -StartingBlockIndex {next} goes on from there.");

    public static ErrorRecord OfImage(EbsChangedBlocksException failure, string path) => Of(
        failure,
        path,
        next => $"All blocks before {next} are on disk: the same command goes on from there.");

    // By its type: what a row that was meant for something else holds may be a secret.
    public static ErrorRecord RowUnused(PSObject row) => new(
        new PSArgumentException(
            $"An object of type {row.BaseObject.GetType().Name} has nothing for a parameter of this command."),
        "InputUnrecognized",
        ErrorCategory.InvalidData,
        row);

    public static ErrorRecord ArgumentEmpty(string name) => new(
        new PSArgumentException($"-{name} is empty.", name), "ArgumentEmpty", ErrorCategory.InvalidArgument, null)
    {
        ErrorDetails = new ErrorDetails($"-{name} is empty.")
        {
            RecommendedAction = $"Give -{name} a value, or leave it out.",
        },
    };

    private static ErrorRecord Of(EbsChangedBlocksException failure, object? target, Func<int, string> resume)
    {
        (ErrorCategory category, string action) = Explain(failure.Kind);
        return new ErrorRecord(failure, failure.Kind.ToString(), category, target)
        {
            ErrorDetails = new ErrorDetails(Text(failure, resume)) { RecommendedAction = failure.Remedy ?? action },
        };
    }

    public static ErrorRecord MapPathUnusable(string path, string reason) => new(
        new IOException($"The map cannot be written to '{path}': {reason}"),
        "MapPathUnusable",
        ErrorCategory.WriteError,
        path);

    public static ErrorRecord ArgumentsContradict(string message) => new(
        new PSArgumentException(message), "ArgumentsContradict", ErrorCategory.InvalidArgument, null);

    private static string Text(EbsChangedBlocksException failure, Func<int, string> resume)
    {
        string[] facts =
        [
            .. failure.Where is { Length: > 0 } where ? [where] : Array.Empty<string>(),
            .. failure.RequestId is { } request ? [$"request {request}"] : Array.Empty<string>(),
        ];
        // The service ends some of its messages with a full stop, and some not.
        return failure.Message.TrimEnd('.') + (facts.Length == 0 ? "." : $" ({string.Join(", ", facts)}).")
            + (failure.NextBlockIndex is int next and > 0 ? $" {resume(next)}" : "");
    }

    private static (ErrorCategory Category, string Action) Explain(FailureKind failure) => failure switch
    {
        FailureKind.CredentialsMissing => (
            ErrorCategory.AuthenticationError,
            "Give -ProfileName, -Credential, or -AccessKey and -SecretKey, or sign in so that the default "
            + "credentials exist."),
        FailureKind.CredentialsAmbiguous => (
            ErrorCategory.InvalidArgument,
            "Give one of them; look into $PSDefaultParameterValues too."),
        FailureKind.CredentialUnusable => (
            ErrorCategory.AuthenticationError,
            "Check the source that the message names, or give another one, such as -ProfileName."),
        FailureKind.MfaRequired => (
            ErrorCategory.AuthenticationError,
            "Assume the role first, for example by Use-STSRole with -TokenCode, and give what it returns as "
            + "-Credential."),
        FailureKind.ProfileUnusable => (
            ErrorCategory.AuthenticationError,
            "Check the profile's name and content in the AWS configuration, or sign in to it again."),
        FailureKind.RegionMissing => (ErrorCategory.InvalidArgument, "Give -Region, or set AWS_REGION."),
        FailureKind.ConfigurationUnusable => (
            ErrorCategory.InvalidData,
            "Correct the AWS config and credentials files, or the environment variable that the message is about."),
        FailureKind.RegionInvalid => (
            ErrorCategory.InvalidArgument,
            "Correct the name; -Region completes those that there are."),
        FailureKind.EndpointInvalid => (
            ErrorCategory.InvalidArgument,
            "Correct -EndpointUrl or AWS_ENDPOINT_URL_EBS, or leave out what does not go with it."),
        FailureKind.InsecureEndpoint => (ErrorCategory.SecurityError, "Use https, or add -AllowInsecureEndpoint."),
        FailureKind.SameSnapshot => (ErrorCategory.InvalidArgument, "Name two different snapshots."),
        FailureKind.BlockRangeInvalid => (
            ErrorCategory.InvalidArgument,
            "Give an -EndingBlockIndex that is not below -StartingBlockIndex: it is exclusive, so equal bounds are "
            + "an empty range."),
        FailureKind.SnapshotIdInvalid => (ErrorCategory.InvalidArgument, "Correct the id."),
        FailureKind.PredecessorMissing => (
            ErrorCategory.InvalidArgument,
            "Name at least two snapshots, or add -IncludeBaseline to measure one whole."),
        FailureKind.InputUnrecognized => (
            ErrorCategory.InvalidData,
            "Pipe in blocks (BlockIndex), extents or pages of them, pairs (FirstSnapshotId and SecondSnapshotId) or "
            + "snapshots (SnapshotId)."),
        FailureKind.BlocksOutOfOrder => (
            ErrorCategory.InvalidData,
            "Pipe the blocks of a pair in ascending order of BlockIndex, each once, as Get-EbsChangedBlock emits "
            + "them."),
        FailureKind.SnapshotNotFound => (
            ErrorCategory.ObjectNotFound,
            "Check the snapshot ids and the Region; a snapshot must be completed, in the standard tier, and not a "
            + "public one."),
        FailureKind.SnapshotEmpty => (
            ErrorCategory.InvalidArgument,
            "Nothing was ever written to it, so the whole of the other snapshot is what changed: "
            + "Measure-EbsSnapshotDelta counts that."),
        FailureKind.UnrelatedSnapshots => (
            ErrorCategory.InvalidArgument,
            "Compare two snapshots of the same volume, or two incremental copies of such."),
        FailureKind.AccessDenied or FailureKind.KmsAccessDenied => (
            ErrorCategory.PermissionDenied,
            "Allow what the message names."),
        FailureKind.CredentialsExpired => (ErrorCategory.AuthenticationError, "Sign in again."),
        FailureKind.CredentialsInvalid => (
            ErrorCategory.AuthenticationError,
            "Check the access key, the secret key and the session token."),
        FailureKind.ClockSkewed => (ErrorCategory.AuthenticationError, "Set this machine's clock."),
        FailureKind.BlockTokenInvalid => (
            ErrorCategory.InvalidResult,
            "Give the same command again: it lists the blocks anew. Fewer who list the snapshot meanwhile may help."),
        FailureKind.ChecksumMismatch => (
            ErrorCategory.InvalidResult,
            "Give the same command again, which goes on from here; if it stays so, make sure that no proxy changes "
            + "the answers."),
        FailureKind.CostLimitReached => (
            ErrorCategory.LimitsExceeded,
            "Give the same command again with a higher -MaximumCost: it goes on from here."),
        FailureKind.ImageStateMissing or FailureKind.ImageStateUnreadable or FailureKind.ImageModified => (
            ErrorCategory.InvalidData,
            "Add -Force to read the snapshot whole."),
        FailureKind.ImageHoldsOther or FailureKind.ImageInTransition => (
            ErrorCategory.InvalidOperation,
            "Go from what the image holds."),
        FailureKind.ImageInUse => (
            ErrorCategory.ResourceBusy,
            "Wait until the other run has ended, and give the same command again."),
        FailureKind.ImageMissing => (ErrorCategory.ObjectNotFound, "Correct -Path."),
        FailureKind.ImagePathUnusable => (ErrorCategory.InvalidArgument, "Correct -Path."),
        FailureKind.ImageWriteFailed => (
            ErrorCategory.WriteError,
            "See to the disk, and give the same command again: it goes on from the last checkpoint."),
        FailureKind.DiskFull => (
            ErrorCategory.WriteError,
            "Make room, and give the same command again: it goes on from what is fetched."),
        FailureKind.BaseMismatch => (
            ErrorCategory.InvalidData,
            "Name the snapshot that the image does hold, or add -Force to read this one whole."),
        FailureKind.VolumeShrunk => (
            ErrorCategory.InvalidOperation,
            "Add -Force to read the smaller snapshot whole, or save it to another file."),
        FailureKind.PageTokenInvalid => (
            ErrorCategory.InvalidArgument,
            "Start from a block with -StartingBlockIndex: a page token lives 60 minutes and belongs to one pair."),
        FailureKind.RequestInvalid => (ErrorCategory.InvalidArgument, "Correct what the message names."),
        FailureKind.ServiceQuotaExceeded => (ErrorCategory.LimitsExceeded, "Ask for a higher quota in Service Quotas."),
        FailureKind.Throttled => (
            ErrorCategory.LimitsExceeded,
            "Try later or slower: all list requests of an account in a Region share 50 a second (quota L-DB2FBAA1)."),
        FailureKind.ServiceUnavailable => (ErrorCategory.ResourceUnavailable, "Try again later."),
        FailureKind.EndpointUnreachable => (
            ErrorCategory.ConnectionError,
            "Check the network, the proxy if there is one, -Region and -EndpointUrl."),
        FailureKind.CertificateUntrusted => (
            ErrorCategory.SecurityError,
            "Let the machine trust the authority that issued it (on Linux SSL_CERT_FILE does so for one session), "
            + "or correct -EndpointUrl."),
        FailureKind.ConnectionBroken => (ErrorCategory.ConnectionError, "Check the network and try again."),
        FailureKind.RequestTimedOut => (ErrorCategory.OperationTimeout, "Check the network and try again."),
        FailureKind.ResponseUnreadable or FailureKind.InvalidServiceResponse => (
            ErrorCategory.InvalidResult,
            "Make sure that the endpoint is the EBS direct API and that no proxy changes its answers."),
        _ => (ErrorCategory.NotSpecified, "See the service's message."),
    };
}
