using System.Globalization;
using LocalEbs.Snapshots;

namespace LocalEbs.CommandLine;

/// <summary>What is printed once the server listens.</summary>
internal static class Banner
{
    public static void Print(LocalEbsServer server, LocalEbsOptions options, TextWriter output)
    {
        string url = server.Endpoint.GetLeftPart(UriPartial.Authority);
        output.WriteLine($"Listening on {url}");
        foreach (Snapshot snapshot in server.Snapshots)
        {
            output.WriteLine($"  {snapshot.Id}  {Describe(snapshot)}");
        }

        AccessCredential credential = options.Credentials[0];
        bool isExample = credential == AccessCredential.Example;
        output.WriteLine("Point clients at it with");
        output.WriteLine($"  AWS_ENDPOINT_URL_EBS={url}");
        output.WriteLine($"  AWS_REGION={options.Region ?? "us-east-1"}");
        output.WriteLine($"  AWS_ACCESS_KEY_ID={credential.AccessKeyId}");
        output.WriteLine($"  AWS_SECRET_ACCESS_KEY={(isExample ? credential.SecretAccessKey : "(as given)")}");
        if (credential.SessionToken is not null)
        {
            output.WriteLine("  AWS_SESSION_TOKEN=(as given)");
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
