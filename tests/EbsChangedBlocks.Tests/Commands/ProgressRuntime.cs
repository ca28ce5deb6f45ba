using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace EbsChangedBlocks.Tests.Commands;

/// <summary>A runtime that keeps a command's progress records; it is asked for nothing else.</summary>
internal sealed class ProgressRuntime : ICommandRuntime
{
    public List<ProgressRecord> Records { get; } = [];

    public PSHost Host => throw new NotSupportedException();

    public PSTransactionContext CurrentPSTransaction => throw new NotSupportedException();

    public void WriteProgress(ProgressRecord progressRecord) => Records.Add(progressRecord);

    public void WriteProgress(long sourceId, ProgressRecord progressRecord) => Records.Add(progressRecord);

    public void WriteCommandDetail(string text) => throw new NotSupportedException();

    public void WriteDebug(string text) => throw new NotSupportedException();

    public void WriteError(ErrorRecord errorRecord) => throw new NotSupportedException();

    public void WriteObject(object? sendToPipeline) => throw new NotSupportedException();

    public void WriteObject(object? sendToPipeline, bool enumerateCollection) => throw new NotSupportedException();

    public void WriteVerbose(string text) => throw new NotSupportedException();

    public void WriteWarning(string text) => throw new NotSupportedException();

    public bool ShouldContinue(string? query, string? caption) => throw new NotSupportedException();

    public bool ShouldContinue(string? query, string? caption, ref bool yesToAll, ref bool noToAll) =>
        throw new NotSupportedException();

    public bool ShouldProcess(string? target) => throw new NotSupportedException();

    public bool ShouldProcess(string? target, string? action) => throw new NotSupportedException();

    public bool ShouldProcess(string? verboseDescription, string? verboseWarning, string? caption) =>
        throw new NotSupportedException();

    public bool ShouldProcess(
        string? verboseDescription,
        string? verboseWarning,
        string? caption,
        out ShouldProcessReason shouldProcessReason) =>
        throw new NotSupportedException();

    [DoesNotReturn]
    public void ThrowTerminatingError(ErrorRecord errorRecord) => throw new NotSupportedException();

    public bool TransactionAvailable() => throw new NotSupportedException();
}
