using System.Management.Automation.Language;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Module.Tests.Runbooks;

/// <summary>What AWS runs cannot be run here; that it calls the script with parameters which that has, can be seen.</summary>
public partial class DefinitionTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Runbooks");

    [Fact]
    public void The_batch_job_calls_the_script_with_its_parameters()
    {
        JsonElement job = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "batch-job-definition.json"))).RootElement;
        string[] command = [.. job.GetProperty("containerProperties").GetProperty("command").EnumerateArray().Select(word => word.GetString()!)];

        AssertCallsScript(command);
        Assert.Contains(job.GetProperty("retryStrategy").GetProperty("evaluateOnExit").EnumerateArray(), rule => rule.GetProperty("onExitCode").GetString() == "75");
    }

    [Fact]
    public void The_automation_calls_the_script_with_its_parameters_and_knows_every_value_it_hands_on()
    {
        string runbook = File.ReadAllText(Path.Combine(Folder, "automation-runbook.yaml"));
        string command = runbook[runbook.IndexOf("pwsh ", StringComparison.Ordinal)..];

        AssertCallsScript(command.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));
        Assert.All(Placeholder().Matches(runbook), used => Assert.Matches($@"(?m)^  {used.Groups["name"].Value}:\s*$", runbook));
    }

    private static void AssertCallsScript(string[] command)
    {
        ScriptBlockAst script = Parser.ParseFile(Path.Combine(Folder, "Export-EbsChangedBlock.ps1"), out _, out ParseError[] errors);
        Assert.Empty(errors);
        string[] parameters = [.. script.ParamBlock.Parameters.Select(parameter => parameter.Name.VariablePath.UserPath)];

        int file = Array.FindIndex(command, word => word.EndsWith("/Export-EbsChangedBlock.ps1", StringComparison.Ordinal));
        string[] given = [.. command[(file + 1)..].Where(word => word.StartsWith('-')).Select(word => word[1..])];
        Assert.Subset(parameters.ToHashSet(), given.ToHashSet());
        Assert.Superset(new HashSet<string> { "FirstSnapshotId", "SecondSnapshotId", "VolumeSize", "OutputFolder" }, given.ToHashSet());
    }

    [GeneratedRegex(@"\{\{ (?<name>\w+) \}\}")]
    private static partial Regex Placeholder();
}
