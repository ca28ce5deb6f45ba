using System.Net;

namespace EbsChangedBlocks.Aws.Configuration;

/// <summary>What the user said about where to ask and as whom; null where nothing was said.</summary>
internal sealed record ConnectionSettings
{
    public string? Region { get; init; }

    public string? AccessKey { get; init; }

    public string? SecretKey { get; init; }

    public string? SessionToken { get; init; }

    /// <summary>
    /// An object of any AWS SDK that holds credentials, or a NetworkCredential of access key and secret key.
    /// </summary>
    public object? Credential { get; init; }

    public string? ProfileName { get; init; }

    /// <summary>The full path of a credentials file.</summary>
    public string? ProfileLocation { get; init; }

    /// <summary>What $StoredAWSCredentials holds: AWS.Tools keeps the session's credentials there.</summary>
    public object? StoredCredentials { get; init; }

    /// <summary>What $StoredAWSRegion holds.</summary>
    public string? StoredRegion { get; init; }

    public Uri? EndpointUrl { get; init; }

    public bool UseFipsEndpoint { get; init; }

    public bool UseDualStackEndpoint { get; init; }

    public bool AllowInsecureEndpoint { get; init; }

    /// <summary>The most list requests a second that this process sends for the account and Region.</summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>How long one request is tried again before the listing is given up.</summary>
    public required TimeSpan RetryTimeout { get; init; }

    /// <summary>What $AWSProxy holds: AWS.Tools keeps the session's proxy there.</summary>
    public object? StoredProxy { get; init; }

    /// <summary>Whether keys are named one by one. A session token beside a pair is the pair's.</summary>
    public bool HasKeys =>
        AccessKey is not null
        || SecretKey is not null
        || (SessionToken is not null && Credential is not NetworkCredential);

    public bool HasProfile => ProfileName is not null || ProfileLocation is not null;
}
