namespace EbsChangedBlocks.Listing;

/// <summary>A listing failed in a way that has a name. Never carries tokens or credentials.</summary>
public sealed class ListingException : Exception
{
    internal ListingException(ListingFailure failure, string message, Exception? innerException = null)
        : base(OutsideText.Message(message), OutsideText.IsHarmless(innerException) ? innerException : null) => Failure = failure;

    /// <summary>The request id that AWS support asks for; null where no answer came.</summary>
    public string? RequestId { get; internal init; }

    /// <summary>The service's own error code, such as <c>ThrottlingException</c>; null where no answer came.</summary>
    public string? ErrorCode { get; internal init; }

    /// <summary>Everything before this block has been emitted: <c>-StartingBlockIndex</c> with it continues the listing. Null where nothing was listed.</summary>
    public int? NextBlockIndex { get; internal set; }

    internal ListingFailure Failure { get; }

    /// <summary>The snapshot that the service calls empty, where it says which one.</summary>
    internal string? EmptySnapshotId { get; init; }

    /// <summary>What to do about it, where more is known than the kind of failure tells.</summary>
    internal string? Remedy { get; init; }

    /// <summary>How long the service asked to wait before the next try.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>For an answer that contradicts itself or others.</summary>
    internal static ListingException ForContradiction(SnapshotPair pair, string contradiction, string? requestId) =>
        new(ListingFailure.InvalidServiceResponse, $"The service's answer for {pair} cannot be right: {contradiction}.") { RequestId = requestId };
}
