using LocalEbs;
using LocalEbs.CommandLine;
using Module.Tests.Support;
using Playground.Hosting;

namespace Module.Tests.Help;

/// <summary>The snapshots that the examples of help and README speak of, and AWS.Tools's command that names them.</summary>
public sealed class ExampleSnapshots : IAsyncLifetime
{
    private static readonly string Files = Path.Combine(Repository.Root, "tests", "HelpExamples");

    private LocalEbsServer? _server;

    public async ValueTask InitializeAsync() => _server = await LocalEbsServer.StartAsync(
        new LocalEbsOptions { Snapshots = SnapshotSpec.ParseAll(File.ReadLines(Path.Combine(Files, "snapshots.txt"))) });

    /// <summary>Lets the commands of an engine go to the snapshots, from a folder where examples may leave files.</summary>
    public void Prepare(HostedEngine engine, string folder) => engine.Show($$"""
        $PSModuleAutoLoadingPreference = 'None'
        . '{{Path.Combine(Files, "Get-EC2Snapshot.ps1")}}'
        $null = $ExecutionContext.SessionState.Path.SetLocation('{{folder}}')
        $PSDefaultParameterValues = @{
            '*-Ebs*:EndpointUrl' = '{{_server!.Endpoint}}'
            '*-Ebs*:ProfileLocation' = '{{Path.Combine(Files, "credentials")}}'
        }
        """);

    public ValueTask DisposeAsync() => _server!.DisposeAsync();
}
