using System.Text.RegularExpressions;
using Module.Tests.Support;

namespace Module.Tests.Help;

/// <summary>A command's page in docs/en-US, as platyPS writes it.</summary>
/// <remarks>Source: https://learn.microsoft.com/powershell/utility-modules/platyps/step01-create-docs</remarks>
internal sealed partial class MarkdownPage(string command)
{
    private readonly string _text = Repository.Read("docs", "en-US", command + ".md");

    public string Synopsis => Section("SYNOPSIS");

    public string Description => Section("DESCRIPTION");

    public string Notes => Section("NOTES");

    public IEnumerable<string> Syntax => Subsections("SYNTAX").Select(set => $"{set.Title}: {string.Join(' ', set.Body.Replace("```", "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}").Order(StringComparer.Ordinal);

    public IEnumerable<Example> Examples => Subsections("EXAMPLES").Select(example => new Example(command, example.Title, example.Body));

    public IEnumerable<(string Type, string Description)> Inputs => Subsections("INPUTS");

    public IEnumerable<(string Type, string Description)> Outputs => Subsections("OUTPUTS");

    public IEnumerable<ParameterHelp> Parameters => Documented.Select(parameter => new ParameterHelp(
        parameter.Name,
        Value(parameter.Yaml, "Type"),
        Value(parameter.Yaml, "DefaultValue"),
        string.Join(", ", AliasList().Match(parameter.Yaml).Groups["name"].Captures),
        string.Join(", ", Values(parameter.Yaml, "Position").Distinct()),
        ParameterHelp.Of(Values(parameter.Yaml, "ValueFromPipeline").Contains("true"), Values(parameter.Yaml, "ValueFromPipelineByPropertyName").Contains("true"))))
        .OrderBy(parameter => parameter.Name, StringComparer.Ordinal);

    public IEnumerable<string> Sets => (
        from parameter in Documented
        from Match set in ParameterSet().Matches(parameter.Yaml)
        let facts = set.Value
        select $"{parameter.Name} {Value(facts, "- Name")} {Value(facts, "Position")} {Flag(facts, "IsRequired")} {Flag(facts, "ValueFromPipeline")} {Flag(facts, "ValueFromPipelineByPropertyName")}")
        .Order(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> ParameterDescriptions => Documented.ToDictionary(parameter => parameter.Name, parameter => parameter.Description);

    private IEnumerable<(string Name, string Description, string Yaml)> Documented =>
        from parameter in Subsections("PARAMETERS")
        where parameter.Title != "CommonParameters"
        let parts = parameter.Body.Split("```yaml\n")
        select (parameter.Title.TrimStart('-'), parts[0].Trim(), parts[1]);

    private string Section(string title) => Regex.Match(_text, $@"(?ms)^## {title}\n(.*?)(?=^## |\z)").Groups[1].Value.Trim();

    private IEnumerable<(string Title, string Body)> Subsections(string section) =>
        Regex.Matches(Section(section), @"(?ms)^### (?<title>[^\n]+)\n(?<body>.*?)(?=^### |\z)")
            .Select(part => (part.Groups["title"].Value, part.Groups["body"].Value.Trim()));

    private static string Value(string yaml, string key) => Values(yaml, key).First();

    private static IEnumerable<string> Values(string yaml, string key) =>
        Regex.Matches(yaml, $@"(?m)^ *{key}: (.*)$").Select(match => match.Groups[1].Value.Trim('\''));

    private static bool Flag(string yaml, string key) => Value(yaml, key) == "true";

    [GeneratedRegex(@"(?m)^Aliases:(\n- (?<name>\w+))+")]
    private static partial Regex AliasList();

    [GeneratedRegex(@"(?ms)^- Name: .*?(?=^- Name: |^\w)")]
    private static partial Regex ParameterSet();
}
