using Module.Tests.Support;
using Playground.Hosting;

namespace Module.Tests.Help;

/// <summary>The assembly, the markdown, the MAML and Get-Help say the same.</summary>
public class HelpTests
{
    public static TheoryData<string> Commands { get; } = ["Get-EbsChangedBlock", "Measure-EbsSnapshotDelta"];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_parameter_is_in_the_markdown_as_it_is_in_the_assembly(string command)
    {
        using var session = new ModuleSession();
        var assembly = new CommandAssembly(session, command);
        var page = new MarkdownPage(command);

        Assert.Equal(assembly.Parameters, page.Parameters);
        Assert.Equal(assembly.Sets, page.Sets);
        Assert.Equal(assembly.Syntax, page.Syntax);
        Assert.All(page.ParameterDescriptions.Values, Assert.NotEmpty);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_parameter_is_in_the_maml_as_it_is_in_the_assembly(string command)
    {
        using var session = new ModuleSession();
        var maml = new MamlCommand(command);

        Assert.Equal(new CommandAssembly(session, command).Parameters, maml.Parameters);
        Assert.Equal(ParametersBySet(session, command), maml.Sets);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_maml_has_the_text_of_the_markdown(string command)
    {
        var page = new MarkdownPage(command);
        var maml = new MamlCommand(command);

        Assert.Equal(Words(page.Synopsis), Words(maml.Synopsis));
        Assert.Equal(Words(page.Description), Words(maml.Description));
        Assert.Equal(Words(page.Notes), Words(maml.Notes));
        Assert.Equal(
            page.ParameterDescriptions.OrderBy(parameter => parameter.Key, StringComparer.Ordinal).Select(parameter => parameter.Key + " " + Words(parameter.Value)),
            maml.ParameterDescriptions.OrderBy(parameter => parameter.Key, StringComparer.Ordinal).Select(parameter => parameter.Key + " " + Words(parameter.Value)));
        Assert.Equal(page.Examples.Select(example => (example.Title, example.Code)), maml.Examples.Select(example => (example.Title, example.Code)));
        Assert.Equal(page.Examples.Select(WithoutCode), maml.Examples.Select(example => Words(example.Text)));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Pages_are_complete(string command)
    {
        using var session = new ModuleSession();
        var page = new MarkdownPage(command);

        Assert.True(page.Examples.Count() >= 6);
        Assert.All(page.Examples, example => Assert.NotEmpty(example.Code));
        Assert.All(page.Inputs.Concat(page.Outputs), type => Assert.NotEmpty(type.Description));
        Assert.Equal(
            session.Run($"(Get-Command {command}).OutputType.Name").Output.Select(type => type.ToString()).Distinct().Order(StringComparer.Ordinal),
            page.Outputs.Select(type => type.Type).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Get_Help_shows_all_of_it(string command)
    {
        var page = new MarkdownPage(command);

        string full = Words(Show($"Get-Help {command} -Full"));
        string examples = Words(Show($"Get-Help {command} -Examples"));
        string parameters = Words(Show($"Get-Help {command} -Parameter *"));

        Assert.All(page.Syntax, set => Assert.Contains(Words(set[(set.IndexOf(": ", StringComparison.Ordinal) + 2)..]), full));
        Assert.Contains(Words(page.Description), full);
        Assert.Contains(Words(page.Notes), full);
        Assert.All(page.Examples, example => Assert.Contains(Words(example.Code), examples));
        Assert.All(page.Examples, example => Assert.Contains(WithoutCode(example), full));
        Assert.All(page.ParameterDescriptions, parameter => Assert.Contains($"-{parameter.Key}", parameters));
        Assert.All(page.ParameterDescriptions, parameter => Assert.Contains(Words(parameter.Value), parameters));
    }

    [Fact]
    public void The_about_topic_is_found_and_has_its_synopsis()
    {
        string text = Repository.Read("docs", "en-US", "about_EbsChangedBlocks.md");
        using var session = new ModuleSession();

        Outcome help = session.Run("""
            Get-Help about_EbsChangedBlocks
            (Get-Help about_Ebs*).Synopsis
            """);

        Assert.Equal(text, help.Output[0].ToString().ReplaceLineEndings("\n"));
        Assert.Equal("How the blocks that differ between two Amazon EBS snapshots are listed.", text.Split('\n')[4]);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void The_module_page_names_every_command_with_its_synopsis()
    {
        string text = Repository.Read("docs", "en-US", "EbsChangedBlocks.md");
        using var session = new ModuleSession();

        Assert.Equal(Commands.Select(row => row.Data), session.Run("(Get-Command -Module EbsChangedBlocks).Name").Output.Select(name => name.ToString()));
        Assert.All(Commands, row => Assert.Contains($"### [{row.Data}]({row.Data}.md)\n\n{new MarkdownPage(row.Data).Synopsis}\n", text));
    }

    private static IEnumerable<string> ParametersBySet(ModuleSession session, string command) =>
        session.Run($"(Get-Command {command}).ParameterSets | ForEach-Object {{ $_.Parameters.Name -join ' ' }}").Output
            .Select(names => string.Join(' ', names.ToString().Split(' ').Where(name => !System.Management.Automation.PSCmdlet.CommonParameters.Contains(name)).Order(StringComparer.Ordinal)))
            .Order(StringComparer.Ordinal);

    private static string Show(string script)
    {
        using var output = new StringWriter();
        using (var engine = new HostedEngine(output, width: 120))
            engine.Show(script);

        return output.ToString();
    }

    private static string WithoutCode(Example example) =>
        Words(example.Body.Replace($"```powershell\n{example.Code}\n```", "").Replace("```output\n", "").Replace("```", ""));

    /// <summary>The text without white space, since lines break where they may.</summary>
    private static string Words(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
}
