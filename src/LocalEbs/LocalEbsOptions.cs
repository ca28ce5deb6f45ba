using LocalEbs.Snapshots;

namespace LocalEbs;

/// <summary>What an endpoint serves, and how.</summary>
public sealed record LocalEbsOptions
{
    /// <summary>The snapshots that exist.</summary>
    public required IReadOnlyList<ISnapshot> Snapshots { get; init; }

    /// <summary>The port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The keys that are accepted.</summary>
    public IReadOnlyList<LocalCredentials> Credentials { get; init; } = [LocalCredentials.Example];

    /// <summary>The Region that requests must be signed for; null accepts any.</summary>
    public string? Region { get; init; }

    /// <summary>How long every answer is held back.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>The share of windows, 0 to 1, that cover fewer written blocks than asked for.</summary>
    public double ShortWindows { get; init; }

    /// <summary>What everything that looks random follows from.</summary>
    public int Seed { get; init; }
}
