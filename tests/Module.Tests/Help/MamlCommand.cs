using System.Xml.Linq;
using Playground.Hosting;

namespace Module.Tests.Help;

/// <summary>A command in the help file that lies in the assembled module.</summary>
internal sealed class MamlCommand(string name)
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private readonly XElement _command = XDocument
        .Load(Path.Combine(Path.GetDirectoryName(ModuleUnderUse.Manifest)!, "en-US", "EbsChangedBlocks.dll-Help.xml"))
        .Descendants(Command + "command")
        .Single(command => command.Descendants(Command + "name").First().Value == name);

    public string Synopsis => Text(_command.Element(Command + "details")!.Element(Maml + "description")!);

    public string Description => Text(_command.Element(Maml + "description")!);

    public string Notes => Text(_command.Element(Maml + "alertSet")!);

    /// <summary>Title, code, and all of it as text.</summary>
    public IEnumerable<(string Title, string Code, string Text)> Examples => _command.Descendants(Command + "example").Select(example =>
        (example.Element(Maml + "title")!.Value.Trim('-', ' '), example.Element(Dev + "code")!.Value, Text(example)));

    public IEnumerable<ParameterHelp> Parameters => Documented.Select(parameter => new ParameterHelp(
        parameter.Element(Maml + "name")!.Value,
        parameter.Element(Dev + "type")!.Element(Maml + "name")!.Value,
        parameter.Element(Dev + "defaultValue")!.Value,
        parameter.Attribute("aliases")!.Value.Replace("none", ""),
        parameter.Attribute("position")!.Value,
        parameter.Attribute("pipelineInput")!.Value))
        .OrderBy(parameter => parameter.Name, StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> ParameterDescriptions =>
        Documented.ToDictionary(parameter => parameter.Element(Maml + "name")!.Value, parameter => Text(parameter.Element(Maml + "description")!));

    /// <summary>The names of the parameters of each set.</summary>
    public IEnumerable<string> Sets => _command.Descendants(Command + "syntaxItem")
        .Select(set => string.Join(' ', set.Elements(Command + "parameter").Select(parameter => parameter.Element(Maml + "name")!.Value).Order(StringComparer.Ordinal)))
        .Order(StringComparer.Ordinal);

    private IEnumerable<XElement> Documented => _command.Element(Command + "parameters")!.Elements(Command + "parameter");

    private static string Text(XElement element) => string.Join(' ', element.Descendants(Maml + "para").Select(para => para.Value));
}
