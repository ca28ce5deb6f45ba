using System.Management.Automation.Language;
using Playground.Hosting;

namespace Module.Tests.Help;

/// <summary>Which commands a script needs, and whether the engine without pwsh's own modules has them.</summary>
internal static class EngineCommands
{
    private static readonly string[] OnlyInPwsh =
        ["Export-Csv", "Format-Table", "Group-Object", "Import-Csv", "Install-PSResource", "Measure-Object", "Select-Object", "Sort-Object"];

    /// <summary>Skips the test where a command of pwsh is missing; one that is nowhere fails it.</summary>
    public static void SkipUnlessAllAreIn(HostedEngine engine, string script)
    {
        string[] missing = [.. Of(script).Where(name => !engine.Show($"$null = Get-Command {name} -ErrorAction Stop"))];
        Assert.Empty(missing.Except(OnlyInPwsh));
        Assert.SkipUnless(missing.Length == 0, $"{string.Join(", ", missing)}: not in the engine alone; run by tests/Pester.");
    }

    private static IEnumerable<string> Of(string script) => Parser.ParseInput(script, out _, out _)
        .FindAll(node => node is CommandAst, searchNestedScriptBlocks: true)
        .Cast<CommandAst>()
        .Select(command => command.GetCommandName())
        .Distinct();
}
