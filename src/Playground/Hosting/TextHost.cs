using System.Globalization;
using System.Management.Automation.Host;

namespace Playground.Hosting;

/// <summary>A PowerShell host that writes to a TextWriter as a console of fixed width would show it.</summary>
public sealed class TextHost(TextWriter output, int width, bool colours) : PSHost
{
    private readonly TextHostUserInterface _ui = new(output, width, colours);

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override string Name => "Playground";

    /// <inheritdoc/>
    public override PSHostUserInterface UI => _ui;

    /// <inheritdoc/>
    public override Version Version => typeof(TextHost).Assembly.GetName().Version!;

    /// <summary>The progress records that were written, last first.</summary>
    public IReadOnlyCollection<System.Management.Automation.ProgressRecord> Progress => _ui.Progress;

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode)
    {
    }
}
