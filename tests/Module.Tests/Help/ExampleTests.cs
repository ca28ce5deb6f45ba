using Module.Tests.Support;
using Playground.Hosting;

namespace Module.Tests.Help;

/// <summary>
/// The examples of the help show what they say. Those that need more commands than the engine alone has are skipped here, and run by
/// tests/Pester/Examples.Tests.ps1 together with all the others.
/// </summary>
public sealed class ExampleTests(ExampleSnapshots snapshots) : IClassFixture<ExampleSnapshots>
{
    public static TheoryData<string, int> Examples { get; } = new(
        from row in HelpTests.Commands
        from number in Enumerable.Range(1, new MarkdownPage(row.Data).Examples.Count())
        select (row.Data, number));

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_shows_what_it_says(string command, int number)
    {
        Example example = new MarkdownPage(command).Examples.ElementAt(number - 1);
        using var folder = new TemporaryFolder();
        using var output = new StringWriter();
        using var engine = new HostedEngine(output);
        snapshots.Prepare(engine, folder.Path);
        EngineCommands.SkipUnlessAllAreIn(engine, example.Code);
        output.GetStringBuilder().Clear();

        engine.Show(example.Code);

        Assert.Equal(ShownText.Of(example.Output ?? ""), ShownText.Of(output.ToString()));
    }
}
