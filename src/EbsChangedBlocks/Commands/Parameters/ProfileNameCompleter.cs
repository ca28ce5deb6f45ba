using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EbsChangedBlocks.Aws.Credentials;

namespace EbsChangedBlocks.Commands.Parameters;

/// <summary>
/// Completes the names of the profiles that there are, in the file that <c>-ProfileLocation</c> gives on the same line
/// or in the usual ones.
/// </summary>
internal sealed class ProfileNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        object? location =
            fakeBoundParameters[nameof(EbsCmdlet.ProfileLocation)] ?? fakeBoundParameters["ProfilesLocation"];
        return Completions.Matching(wordToComplete, ProfileNames.All(location is null ? null : FullPath(location)));
    }

    /// <summary>A completer has no session state of its own to ask where a relative path begins.</summary>
    private static string FullPath(object location)
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell
            .AddScript("param($path) $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($path)")
            .AddArgument(location.ToString())
            .Invoke<string>()
            .Single();
    }
}
