using System.Runtime.CompilerServices;

namespace Module.Tests.Support;

/// <summary>Keeps the machine's own AWS settings out of the tests: what a test does not give is not there.</summary>
internal static class EmptyAwsEnvironment
{
    [ModuleInitializer]
    internal static void Initialize()
    {
        foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)))
            Environment.SetEnvironmentVariable(name, null);

        string nowhere = Path.Combine(Path.GetTempPath(), "no-such-aws-file");
        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", nowhere);
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", nowhere);
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
    }
}
