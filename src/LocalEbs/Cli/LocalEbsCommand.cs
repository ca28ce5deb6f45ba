using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LocalEbs.Snapshots;

namespace LocalEbs.Cli;

/// <summary>The command line: serves the described snapshots until it is stopped.</summary>
internal static class LocalEbsCommand
{
    private const int UsageError = 2;

    public static RootCommand Create()
    {
        var snapshots = new Option<string[]>("--snapshot", "-s")
        {
            Description = SnapshotSpec.Help,
            Required = true,
            HelpName = "snap-ID=SPEC",
        };
        var port = new Option<int>("--port", "-p") { Description = "The port on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => 4599 };
        var latency = new Option<string>("--latency") { Description = "How long every answer is held back, such as 100ms or 1.5s.", DefaultValueFactory = _ => "0ms" };
        var shortWindows = new Option<double>("--short-windows") { Description = "The share of pages, 0 to 1, that scan fewer written blocks than asked for." };
        var seed = new Option<int>("--seed") { Description = "What everything that looks random follows from." };
        var accessKey = new Option<string>("--access-key") { Description = "The access key id to accept.", DefaultValueFactory = _ => LocalCredentials.Example.AccessKey };
        var secretKey = new Option<string>("--secret-key") { Description = "The secret key that belongs to it.", DefaultValueFactory = _ => LocalCredentials.Example.SecretKey };
        var sessionToken = new Option<string?>("--session-token") { Description = "The session token that must come with the keys." };
        var region = new Option<string?>("--region") { Description = "The Region that requests must be signed for; any, unless given." };
        var log = new Option<bool>("--log") { Description = "Prints a line a request, without tokens." };

        var command = new RootCommand("The EBS direct APIs on loopback: ListChangedBlocks, ListSnapshotBlocks and GetSnapshotBlock over disk images or described volumes.");
        foreach (Option option in (Option[])[snapshots, port, latency, shortWindows, seed, accessKey, secretKey, sessionToken, region, log])
            command.Options.Add(option);

        port.Validators.Add(result => Require(result, result.GetValue(port) is >= 0 and <= 65_535, "--port takes 0 to 65535."));
        shortWindows.Validators.Add(result => Require(result, result.GetValue(shortWindows) is >= 0 and <= 1, "--short-windows takes 0 to 1."));
        command.SetAction(async (result, cancellationToken) =>
        {
            try
            {
                var options = new LocalEbsOptions
                {
                    Snapshots = SnapshotSpec.ParseAll(result.GetRequiredValue(snapshots)),
                    Port = result.GetValue(port),
                    Latency = Duration.Parse(result.GetRequiredValue(latency)),
                    ShortWindows = result.GetValue(shortWindows),
                    Seed = result.GetValue(seed),
                    Credentials = [new LocalCredentials(result.GetRequiredValue(accessKey), result.GetRequiredValue(secretKey), result.GetValue(sessionToken))],
                    Region = result.GetValue(region),
                };
                await ServeAsync(options, result.GetValue(log), cancellationToken).ConfigureAwait(false);
                return 0;
            }
            catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException or ArgumentException)
            {
                await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
                return UsageError;
            }
        });
        return command;
    }

    private static void Require(OptionResult result, bool holds, string message)
    {
        if (!holds)
            result.AddError(message);
    }

    private static async Task ServeAsync(LocalEbsOptions options, bool log, CancellationToken cancellationToken)
    {
        LocalEbsServer server = await LocalEbsServer.StartAsync(options, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            if (log)
                server.Requests.Ended += WriteLine;
            else
                server.Requests.Ended += WriteFailure;

            Console.WriteLine($"Listening on {server.Endpoint.GetLeftPart(UriPartial.Authority)}");
            foreach (ISnapshot snapshot in options.Snapshots)
                Console.WriteLine(Describe(snapshot));

            Console.WriteLine($"Point clients at it with AWS_ENDPOINT_URL_EBS, or -EndpointUrl; access key {options.Credentials[0].AccessKey}. Ctrl+C stops.");
            await server.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static void WriteLine(SeenRequest seen) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{seen.Arrived:HH:mm:ss.fff} {seen.Target} {(seen.Aborted ? "gone" : seen.Status)} {seen.Error}").TrimEnd());

    /// <summary>A snapshot that can no longer be served is the operator's business, not only the client's.</summary>
    private static void WriteFailure(SeenRequest seen)
    {
        if (seen.Status == 500)
            Console.Error.WriteLine(seen.Error);
    }

    private static string Describe(ISnapshot snapshot)
    {
        string written = snapshot is ImageSnapshot image ? $", {image.WrittenBlocks} blocks written" : "";
        return $"  {snapshot.Id}: {snapshot.VolumeSize} GiB{written}, lineage {snapshot.Lineage}";
    }
}
