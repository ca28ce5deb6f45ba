namespace LocalEbs.Http;

/// <summary>A refusal, as the service words it.</summary>
internal sealed class EbsException(int status, string code, string? reason, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    /// <summary>The reason, which errors of the service's model have and those of AWS's front door have not.</summary>
    public string? Reason => reason;

    /// <summary>The namespace of its type, which the framework in front of the service gives in the body.</summary>
    public string? TypeNamespace { get; init; }
}
