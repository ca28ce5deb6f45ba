using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace Playground.Hosting;

/// <summary>Writes every stream to one TextWriter, marked as a console marks it. It asks nothing: there may be nobody to answer.</summary>
internal sealed class TextHostUserInterface(TextWriter output, int width, bool colours) : PSHostUserInterface
{
    private readonly TextHostRawUserInterface _raw = new(width);
    private readonly ConcurrentStack<ProgressRecord> _progress = new();

    public IReadOnlyCollection<ProgressRecord> Progress => _progress;

    public override PSHostRawUserInterface RawUI => _raw;

    public override void Write(string value) => output.Write(Coloured(value));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => output.Write(Coloured(value));

    public override void WriteLine(string value) => output.WriteLine(Coloured(value));

    public override void WriteErrorLine(string value) => output.WriteLine(Coloured(value));

    public override void WriteDebugLine(string message) => output.WriteLine("DEBUG: " + message);

    public override void WriteVerboseLine(string message) => output.WriteLine("VERBOSE: " + message);

    public override void WriteWarningLine(string message) => output.WriteLine("WARNING: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Push(record);

    public override string ReadLine() => throw Unattended();

    public override SecureString ReadLineAsSecureString() => throw Unattended();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw Unattended();

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => throw Unattended();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw Unattended();

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw Unattended();

    private string Coloured(string value) => GetOutputString(value, colours);

    private static NotSupportedException Unattended() => new("The Playground cannot prompt: give the missing parameter.");
}
