using LocalEbs.Faults;
using LocalEbs.Http;
using LocalEbs.Signing;
using LocalEbs.Snapshots;

namespace LocalEbs;

/// <summary>What a <see cref="LocalEbsServer"/> serves, and how it behaves.</summary>
public sealed record LocalEbsOptions
{
    /// <summary>The snapshots to serve; ids must differ.</summary>
    public required IReadOnlyList<Snapshot> Snapshots { get; init; }

    /// <summary>The port on 127.0.0.1; 0 (the default) takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Who may sign requests; the example key pair of AWS's documentation unless set.</summary>
    public IReadOnlyList<AccessCredential> Credentials { get; init; } = [AccessCredential.Example];

    /// <summary>The region that requests must be signed for; any unless set.</summary>
    public string? Region { get; init; }

    /// <summary>How far the time of a signature may be from the server's; 5 minutes, as AWS has it.</summary>
    /// <remarks>A test that moves the server's clock far, but not the client's, sets this higher.</remarks>
    public TimeSpan MaxClockSkew { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long each request waits before it is answered; not at all unless set.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The share (0 to 1) of scan windows that end before they are full; 0 unless set.</summary>
    public double ShortWindows { get; init; }

    /// <summary>Decides which windows are short, and how, and what is random about <see cref="Faults"/>.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Whether a listing of a snapshot without a written block is refused; it is empty unless set.</summary>
    public bool RefuseEmptySnapshots { get; init; }

    /// <summary>
    /// Whether a block token is refused once another list of its snapshot, alone or in a pair, has been answered;
    /// it is valid for seven days unless set.
    /// </summary>
    public bool RefuseEarlierBlockTokens { get; init; }

    /// <summary>
    /// How many rendered pages to keep for the next time they are asked for (some 2 MB each when dense); 0 unless set.
    /// None where <see cref="RefuseEarlierBlockTokens"/> is.
    /// </summary>
    public int PageCache { get; init; }

    /// <summary>How many listing requests are answered before they are throttled; all unless set.</summary>
    public RequestQuota? Quota { get; init; }

    /// <summary>How many blocks the account may read before it is throttled; all unless set.</summary>
    public RequestQuota? ReadQuota { get; init; }

    /// <summary>How many blocks of one snapshot may be read before it is throttled; all unless set.</summary>
    public RequestQuota? SnapshotReadQuota { get; init; }

    /// <summary>What goes wrong, and when: of several rules that cover a request, the first one counts.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>Takes a line for each request that failed for a reason on the server's side.</summary>
    public TextWriter Diagnostics { get; init; } = TextWriter.Null;
}
