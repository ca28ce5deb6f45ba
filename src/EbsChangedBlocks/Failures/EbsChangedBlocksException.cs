using EbsChangedBlocks.Failures;

namespace EbsChangedBlocks;

/// <summary>
/// Why a listing cannot begin or go on, or what it was told cannot be used. Is in every error record of this module
/// that is about more than a parameter's form; never carries tokens or credentials.
/// </summary>
public sealed class EbsChangedBlocksException : Exception
{
    internal EbsChangedBlocksException(FailureKind kind, string message, Exception? innerException = null)
        : base(OutsideText.Message(message), OutsideText.IsHarmless(innerException) ? innerException : null) =>
        Kind = kind;

    /// <summary>What failed; its name is the first part of the record's FullyQualifiedErrorId.</summary>
    public FailureKind Kind { get; }

    /// <summary>
    /// Everything before this block has been emitted: <c>-StartingBlockIndex</c> with it continues the listing. Of an
    /// image, everything before it is on disk: the same command goes on from there. Null where nothing was listed.
    /// </summary>
    public int? NextBlockIndex { get; internal set; }

    /// <summary>
    /// Whether the same may succeed later without anybody doing something about it: throttles, outages, broken
    /// connections.
    /// </summary>
    public bool IsTransient => Kind.IsTransient();

    /// <summary>
    /// Whether every other pair fails for the same reason for now: keys that are not accepted, an endpoint that is not
    /// there.
    /// </summary>
    public bool ConcernsAllPairs => Kind.ConcernsAllPairs();

    /// <summary>The request id that AWS support asks for; null where no answer came.</summary>
    public string? RequestId { get; internal init; }

    /// <summary>
    /// The service's own error code, such as <c>ThrottlingException</c>; null where no answer came.
    /// </summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>The Region it was asked for in, as far as that is known.</summary>
    public string? Region { get; internal set; }

    /// <summary>The profile whose credentials it was asked for with; null where no parameter and no row named one.</summary>
    public string? ProfileName { get; internal set; }

    /// <summary>What a row of the pipeline said of where it is, for the message; null where it did not.</summary>
    internal string? Where { get; set; }

    /// <summary>The snapshot that the service calls empty, where it says which one.</summary>
    internal string? EmptySnapshotId { get; init; }

    /// <summary>What to do about it, where more is known than the kind of failure tells.</summary>
    internal string? Remedy { get; init; }

    /// <summary>How long the service asked to wait before the next try.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>The same of something that was not tried, since it would fail alike.</summary>
    internal EbsChangedBlocksException NotTriedAgain() => new(Kind, $"Not tried: {Message}")
    {
        ErrorCode = ErrorCode,
        Remedy = Remedy,
    };
}
