using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Module.Tests.Support;

namespace Module.Tests.Help;

/// <summary>A command as the engine knows it from the assembly.</summary>
internal sealed class CommandAssembly
{
    private readonly CmdletInfo _command;
    private readonly object _instance;

    public CommandAssembly(ModuleSession session, string name)
    {
        _command = (CmdletInfo)session.Run($"Get-Command {name}").Output.Single().BaseObject;
        _instance = Activator.CreateInstance(_command.ImplementingType)!;
    }

    public IEnumerable<ParameterHelp> Parameters => Own.Select(parameter =>
    {
        ParameterSetMetadata[] sets = [.. parameter.ParameterSets.Values];
        return new ParameterHelp(
            parameter.Name,
            parameter.ParameterType.FullName!,
            Default(parameter),
            string.Join(", ", parameter.Aliases),
            string.Join(", ", sets.Select(Position).Distinct()),
            ParameterHelp.Of(sets.Any(set => set.ValueFromPipeline), sets.Any(set => set.ValueFromPipelineByPropertyName)));
    }).OrderBy(parameter => parameter.Name, StringComparer.Ordinal);

    /// <summary>A line for each parameter in each of its sets.</summary>
    public IEnumerable<string> Sets => (
        from parameter in Own
        from set in parameter.ParameterSets
        let name = set.Key == ParameterAttribute.AllParameterSets ? "(All)" : set.Key
        select $"{parameter.Name} {name} {Position(set.Value)} {set.Value.IsMandatory} {set.Value.ValueFromPipeline} {set.Value.ValueFromPipelineByPropertyName}")
        .Order(StringComparer.Ordinal);

    /// <summary>The parameters of each set, and for each set how it is written.</summary>
    public IEnumerable<string> Syntax =>
        _command.ParameterSets.Select(set => $"{set.Name}{(set.IsDefault ? " (Default)" : "")}: {_command.Name} {set}").Order(StringComparer.Ordinal);

    private IEnumerable<ParameterMetadata> Own => _command.Parameters.Values.Where(parameter => !PSCmdlet.CommonParameters.Contains(parameter.Name));

    private static string Position(ParameterSetMetadata set) => set.Position == int.MinValue ? "Named" : set.Position.ToString(CultureInfo.InvariantCulture);

    /// <summary>As help words it: what a new instance holds.</summary>
    private string Default(ParameterMetadata parameter) => _command.ImplementingType.GetProperty(parameter.Name)!.GetValue(_instance) switch
    {
        SwitchParameter on => on.ToString(),
        null or "" or ICollection { Count: 0 } => "None",
        IEnumerable values and not string => string.Join(", ", values.Cast<object>()),
        object value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
