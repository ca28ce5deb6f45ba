using System.Diagnostics;
using System.Text.RegularExpressions;
using Module.Tests.Support;
using Playground.Hosting;

namespace Module.Tests.Help;

/// <summary>What the README tells to type works, and shows what it says.</summary>
public sealed partial class ReadmeTests(ExampleSnapshots snapshots) : IClassFixture<ExampleSnapshots>
{
    private static readonly string Text = Repository.Read("README.md");

    public static TheoryData<string> Scripts { get; } = new(PowerShellFence().Matches(Text).Select(fence => fence.Groups["code"].Value));

    public static TheoryData<string, string> Pipelines { get; } = new(
        PlaygroundFence().Matches(Text).Select(fence => (fence.Groups["pipeline"].Value, fence.Groups["shown"].Value)));

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Its_scripts_run(string script)
    {
        using var output = new StringWriter();
        using var engine = new HostedEngine(output);
        snapshots.Prepare(engine, Repository.Root);
        EngineCommands.SkipUnlessAllAreIn(engine, script);

        Assert.True(engine.Show(script), output.ToString());
    }

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Its_pipelines_show_in_the_Playground_what_it_says(string pipeline, string shown)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(HostedEngine).Assembly.Location, pipeline])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };

        ChildSession playground = await ChildSession.RunAsync(start);

        Assert.True(playground is { ExitCode: 0, Error: "" }, playground.Error);
        Assert.Equal(ShownText.Of(shown), ShownText.Of(playground.Text));
    }

    [Fact]
    public void Its_picture_is_what_the_program_draws()
    {
        using var folder = new TemporaryFolder();
        string drawn = Path.Combine(folder.Path, "volume-a.svg");
        using var output = new StringWriter();
        using var engine = new HostedEngine(output);
        snapshots.Prepare(engine, folder.Path);

        Assert.True(engine.Show($"Get-EC2Snapshot -Filter @{{ Name = 'volume-id'; Values = 'vol-a' }} | Measure-EbsSnapshotDelta -MapPath '{drawn}'"), output.ToString());

        Assert.Equal(Repository.Read("docs/images/volume-a.svg"), File.ReadAllText(drawn).ReplaceLineEndings("\n"));
    }

    [GeneratedRegex(@"(?ms)^```powershell\n(?<code>.*?)\n```$")]
    private static partial Regex PowerShellFence();

    [GeneratedRegex(@"(?ms)^```sh\ndotnet run --project src/Playground -- '(?<pipeline>[^'\n]*)'\n```\n+```\w*\n(?<shown>.*?)\n```$")]
    private static partial Regex PlaygroundFence();
}
