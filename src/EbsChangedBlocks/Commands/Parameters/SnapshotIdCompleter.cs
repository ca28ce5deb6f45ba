using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace EbsChangedBlocks.Commands.Parameters;

/// <summary>
/// Completes ids that were used in this process, the latest first. Where there are none it offers how one begins: the
/// engine would offer the names of files.
/// </summary>
internal sealed class SnapshotIdCompleter : IArgumentCompleter
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

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        CompletionResult[] used;
        lock (Used)
        {
            used = [.. Completions.Matching(wordToComplete, Used.Select(id => (id, "used before")))];
        }

        return used.Length > 0
            ? used
            : [new("snap-", "snap-", CompletionResultType.ParameterValue, "snap- and hexadecimal digits")];
    }
}
