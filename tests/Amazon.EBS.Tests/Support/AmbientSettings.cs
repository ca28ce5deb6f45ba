using System.Runtime.CompilerServices;

namespace Amazon.EBS.Tests.Support;

/// <summary>Keeps the machine's own AWS settings, and its instance metadata, out of the tests.</summary>
internal static class AmbientSettings
{
    [ModuleInitializer]
    internal static void Shut()
    {
        var nowhere = Path.Combine(AppContext.BaseDirectory, "no-such-aws-settings");
        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", nowhere);
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", nowhere);
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
        string[] others =
        [
            "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_EBS", "AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION",
            "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT", "AWS_RETRY_MODE", "AWS_MAX_ATTEMPTS",
        ];
        foreach (var name in others)
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }
}

/// <summary>Tests that change what the whole process shares, and so run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessWideState
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Process-wide state";
}
