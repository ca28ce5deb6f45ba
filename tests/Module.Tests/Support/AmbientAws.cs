namespace Module.Tests.Support;

/// <summary>
/// AWS settings of the process, for as long as a test lasts: environment variables and the usual files.
/// </summary>
internal sealed class AmbientAws : IDisposable
{
    /// <summary>The collection of the tests that change them, which run when no other does.</summary>
    public const string Collection = "Ambient AWS settings";

    /// <summary>A home of its own, for what the SDK looks for there.</summary>
    public static readonly string Home = Path.Combine(EmptyAwsEnvironment.Folder.FullName, "home");

    private readonly Dictionary<string, string?> _before = [];

    /// <param name="config">The content of the config file.</param>
    /// <param name="credentials">The content of the credentials file.</param>
    public AmbientAws(string config = "", string credentials = "") => Fill(config, credentials);

    /// <summary>An environment variable.</summary>
    public string this[string variable]
    {
        set
        {
            _before.TryAdd(variable, Environment.GetEnvironmentVariable(variable));
            Environment.SetEnvironmentVariable(variable, value);
        }
    }

    /// <summary>Writes a file beside the usual ones.</summary>
    /// <returns>Its path.</returns>
    public static string Write(string name, string content)
    {
        string path = Path.Combine(EmptyAwsEnvironment.Folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose()
    {
        foreach ((string variable, string? value) in _before)
        {
            Environment.SetEnvironmentVariable(variable, value);
        }

        Fill("", "");
        if (Directory.Exists(Home))
        {
            Directory.Delete(Home, recursive: true);
        }
    }

    private static void Fill(string config, string credentials)
    {
        File.WriteAllText(EmptyAwsEnvironment.ConfigFile, config);
        File.WriteAllText(EmptyAwsEnvironment.CredentialsFile, credentials);
    }
}

[CollectionDefinition(AmbientAws.Collection, DisableParallelization = true)]
public class AmbientAwsGroup;
