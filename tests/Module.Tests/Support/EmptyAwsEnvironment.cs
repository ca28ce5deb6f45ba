using System.Runtime.CompilerServices;

namespace Module.Tests.Support;

/// <summary>Keeps the machine's own AWS settings out of the tests: what a test does not give is not there.</summary>
internal static class EmptyAwsEnvironment
{
    /// <summary>
    /// Where the usual files are for this process. The SDK looks that up once, so they are there, and empty, from the
    /// start.
    /// </summary>
    public static DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory();

    public static string ConfigFile { get; } = Path.Combine(Folder.FullName, "config");

    public static string CredentialsFile { get; } = Path.Combine(Folder.FullName, "credentials");

    /// <summary>
    /// Where an instance's metadata are for this process, as soon as a test has something listen there; the SDK looks
    /// that up once too.
    /// </summary>
    public static Uri InstanceMetadata { get; } = Loopback.FreeAddress();

    [ModuleInitializer]
    internal static void Initialize()
    {
        foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)))
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        File.WriteAllText(ConfigFile, "");
        File.WriteAllText(CredentialsFile, "");
        Environment.SetEnvironmentVariable("AWS_CONFIG_FILE", ConfigFile);
        Environment.SetEnvironmentVariable("AWS_SHARED_CREDENTIALS_FILE", CredentialsFile);
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
        Environment.SetEnvironmentVariable(
            "AWS_EC2_METADATA_SERVICE_ENDPOINT", InstanceMetadata.GetLeftPart(UriPartial.Authority));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Folder.Delete(recursive: true);
    }
}
