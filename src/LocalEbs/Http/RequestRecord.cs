namespace LocalEbs.Http;

/// <summary>A request that the server has seen. Its outcome fills in when it has been answered.</summary>
public sealed class RequestRecord
{
    internal RequestRecord(EbsRequest request, DateTimeOffset startedAt)
    {
        Method = request.Method;
        Target = request.Redacted;
        Operation = request.Operation;
        SnapshotId = request.SnapshotId;
        FirstSnapshotId = request.Query["firstSnapshotId"];
        HasPageToken = request.Query["pageToken"] is not null;
        StartedAt = startedAt;
    }

    /// <summary>Counts requests from 1 on, in the order of their arrival.</summary>
    public long Number { get; internal set; }

    /// <summary>The request id that the response bears as x-amzn-RequestId.</summary>
    public string RequestId { get; } = Guid.NewGuid().ToString();

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>Path and query, with all tokens replaced by an ellipsis.</summary>
    public string Target { get; }

    /// <summary>ListChangedBlocks, ListSnapshotBlocks, GetSnapshotBlock; null for anything else.</summary>
    public string? Operation { get; }

    /// <summary>The snapshot in the path: the second one for ListChangedBlocks.</summary>
    public string? SnapshotId { get; }

    /// <summary>The first snapshot of ListChangedBlocks.</summary>
    public string? FirstSnapshotId { get; }

    /// <summary>Whether a listing came with a page token.</summary>
    public bool HasPageToken { get; }

    /// <summary>
    /// The index at which an accepted listing request begins, whether a page token or startingBlockIndex says so;
    /// for GetSnapshotBlock the block's index.
    /// </summary>
    public int? StartingBlockIndex { get; internal set; }

    /// <summary>Counts the listings, of either operation, from 1 on; null where it is none. Faults go by it.</summary>
    public long? ListingNumber { get; internal set; }

    /// <summary>Counts the requests of its operation from 1 on. Rules of faults for one operation go by it.</summary>
    public long OperationNumber { get; internal set; }

    /// <summary>When the request arrived, by the server's clock.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>From arrival to the end of the answer, by the server's clock; null while in flight.</summary>
    public TimeSpan? Duration { get; internal set; }

    /// <summary>The status answered; null while in flight, and when the connection ended before one was.</summary>
    public int? Status { get; internal set; }

    /// <summary>The error code answered, if any: <c>ValidationException</c> and so on.</summary>
    public string? ErrorCode { get; internal set; }

    /// <summary>The name of the fault that happened to it; null for none, or for one that could not happen.</summary>
    public string? Fault { get; internal set; }

    /// <summary>Whether it was throttled, by the quota or by a fault, in any of the spellings.</summary>
    public bool IsThrottled => EbsErrors.IsThrottle(ErrorCode);

    /// <summary>Whether a fault broke the connection off.</summary>
    public bool IsBroken { get; internal set; }

    /// <summary>Whether the client went away before it had the whole answer.</summary>
    public bool IsCancelled { get; internal set; }

    internal bool IsListing => Operation is not null && EbsRequest.Listings.Contains(Operation);

    internal bool IsRead => Operation == EbsRequest.GetSnapshotBlock;

    /// <summary>Whether the request is over, whatever its outcome.</summary>
    public bool IsCompleted => Duration is not null;
}
