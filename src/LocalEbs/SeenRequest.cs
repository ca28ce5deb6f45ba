namespace LocalEbs;

/// <summary>A request that reached the endpoint. Holds no token and no signature.</summary>
public sealed record SeenRequest
{
    /// <summary>Counts requests from 1, in the order of arrival.</summary>
    public required int Number { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset Arrived { get; init; }

    /// <summary>The request id that the answer bears.</summary>
    public required string RequestId { get; init; }

    /// <summary>Method and path, without the query.</summary>
    public required string Target { get; init; }

    /// <summary>The index asked for; null if none was.</summary>
    public int? StartingBlockIndex { get; init; }

    /// <summary>Whether it went on from a page token.</summary>
    public bool HasPageToken { get; init; }

    /// <summary>The status answered; null while it is under way, and if the client went away.</summary>
    public int? Status { get; init; }

    /// <summary>Whether the client went away before the answer was sent.</summary>
    public bool Aborted { get; init; }

    /// <summary>The error code answered, if any, and why.</summary>
    public string? Error { get; init; }
}
