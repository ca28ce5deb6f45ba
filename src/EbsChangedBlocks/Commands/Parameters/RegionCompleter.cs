using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using EbsChangedBlocks.Aws.Endpoints;

namespace EbsChangedBlocks.Commands.Parameters;

/// <summary>Completes the names of Regions, with what they are called as a tooltip.</summary>
internal sealed class RegionCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        Completions.Matching(wordToComplete, RegionNames.All);
}
