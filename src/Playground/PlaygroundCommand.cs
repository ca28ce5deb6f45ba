using System.CommandLine;
using LocalEbs;
using LocalEbs.Snapshots;
using Playground.Hosting;

namespace Playground;

/// <summary>The module without pwsh and without AWS: a demonstration, one pipeline, or a prompt.</summary>
internal static class PlaygroundCommand
{
    public static RootCommand Create()
    {
        var pipeline = new Argument<string?>("pipeline") { Description = "A pipeline to run instead of the demonstration.", Arity = ArgumentArity.ZeroOrOne };
        var interactive = new Option<bool>("--interactive", "-i") { Description = "Shows a prompt." };
        var command = new RootCommand("Hosts the PowerShell engine with EbsChangedBlocks, and serves two disk images as snap-a and snap-b.") { pipeline, interactive };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(pipeline), result.GetValue(interactive), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? pipeline, bool interactive, CancellationToken cancellationToken)
    {
        using var images = new DemoImages();
        var options = new LocalEbsOptions
        {
            Snapshots = [ImageSnapshot.Open("snap-a", images.Before), ImageSnapshot.Open("snap-b", images.After)],
        };
        LocalEbsServer server = await LocalEbsServer.StartAsync(options, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            UseEndpoint(server.Endpoint);
            using var engine = new HostedEngine(Console.Out, colours: !Console.IsOutputRedirected);
            using CancellationTokenRegistration stop = cancellationToken.Register(engine.Stop);
            if (interactive)
                Prompt.Run(engine, Console.In, Console.Out);
            else if (pipeline is null)
                Demo.Run(engine, Console.Out);
            else
                return engine.Show(pipeline) ? 0 : 1;

            return 0;
        }
    }

    /// <summary>By the SDK's own environment variables, so that commands read as they do against AWS.</summary>
    private static void UseEndpoint(Uri endpoint)
    {
        Environment.SetEnvironmentVariable("AWS_ENDPOINT_URL_EBS", endpoint.AbsoluteUri);
        Environment.SetEnvironmentVariable("AWS_REGION", "us-east-1");
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", AccessCredential.Example.AccessKeyId);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", AccessCredential.Example.SecretAccessKey);
        Environment.SetEnvironmentVariable("AWS_SESSION_TOKEN", null);
    }
}
