using System.Globalization;
using LocalEbs.Signing;
using LocalEbs.Snapshots;

namespace LocalEbs.CommandLine;

/// <summary>What is printed once the server listens.</summary>
internal static class Banner
{
    /// <summary>Its last line; what starts the server waits for it.</summary>
    private const string Ready = "Ctrl+C stops it.";

    public static void Print(LocalEbsServer server, LocalEbsOptions options, TextWriter output)
    {
        string url = server.Endpoint.GetLeftPart(UriPartial.Authority);
        output.WriteLine($"Listening on {url}");
        foreach (Snapshot snapshot in server.Snapshots)
        {
            output.WriteLine($"  {snapshot.Id}  {Describe(snapshot)}");
        }

        (string Name, string Value)[] variables = [.. Variables(url, options)];
        output.WriteLine("Point clients at it, in PowerShell with");
        foreach ((string name, string value) in variables)
        {
            output.WriteLine($"  $env:{name} = '{value}'");
        }

        output.WriteLine("and in a shell with");
        foreach ((string name, string value) in variables)
        {
            output.WriteLine($"  export {name}='{value}'");
        }

        output.WriteLine(Ready);
    }

    private static IEnumerable<(string Name, string Value)> Variables(string url, LocalEbsOptions options)
    {
        const string Given = "(as given)";
        AccessCredential credential = options.Credentials[0];
        bool isExample = credential == AccessCredential.Example;
        yield return ("AWS_ENDPOINT_URL_EBS", url);
        yield return ("AWS_REGION", options.Region ?? "us-east-1");
        yield return ("AWS_ACCESS_KEY_ID", credential.AccessKeyId);
        yield return ("AWS_SECRET_ACCESS_KEY", isExample ? credential.SecretAccessKey : Given);
        if (credential.SessionToken is not null)
        {
            yield return ("AWS_SESSION_TOKEN", Given);
        }
    }

    private static string Describe(Snapshot snapshot)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        string size = string.Create(culture, $"{snapshot.VolumeSize} GiB, {snapshot.BlockCount:N0} blocks");
        string kind = snapshot is ImageSnapshot image ? image.Path : "synthetic";
        return snapshot.WrittenBlocks is { } written
            ? string.Create(culture, $"{size}, {written:N0} written, {kind}")
            : $"{size}, {kind}";
    }
}
