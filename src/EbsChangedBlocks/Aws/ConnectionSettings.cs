namespace EbsChangedBlocks.Aws;

/// <summary>What the user said about where to ask and as whom; null where nothing was said.</summary>
internal sealed record ConnectionSettings
{
    public string? Region { get; init; }

    public string? ProfileName { get; init; }

    public string? AccessKey { get; init; }

    public string? SecretKey { get; init; }

    public string? SessionToken { get; init; }

    public Uri? EndpointUrl { get; init; }

    /// <summary>The most list requests a second that this process sends for the account and Region.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>How long one request is tried again before the listing is given up.</summary>
    public required TimeSpan RetryTimeout { get; init; }
}
