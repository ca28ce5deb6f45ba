using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace EbsChangedBlocks.Commands.Parameters;

/// <summary>
/// Completes ids that were used in this process, the latest first. Where there are none it offers how one begins: the
/// engine would offer the names of files.
/// </summary>
internal sealed class SnapshotIdCompleter : NameCompleter
{
    private const int MostKept = 200;

    private static readonly LinkedList<string> Used = new();

    public static void Remember(string id)
    {
        lock (Used)
        {
            Used.Remove(id);
            Used.AddFirst(id);
            if (Used.Count > MostKept)
            {
                Used.RemoveLast();
            }
        }
    }

    public override IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        CompletionResult[] used =
            [.. base.CompleteArgument(commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters)];
        return used.Length > 0
            ? used
            : [new("snap-", "snap-", CompletionResultType.ParameterValue, "snap- and hexadecimal digits")];
    }

    protected override IEnumerable<(string Name, string Explanation)> Names(IDictionary boundParameters)
    {
        lock (Used)
        {
            return [.. Used.Select(id => (id, "used before"))];
        }
    }
}
