using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace Playground.Hosting;

/// <summary>The PowerShell engine inside this process, with the assembled module imported: everything but the Utility and Management commands.</summary>
public sealed class HostedEngine : IDisposable
{
    private readonly TextHost _host;
    private readonly Runspace _runspace;
    private PowerShell? _running;

    /// <param name="output">Where output and messages are shown.</param>
    /// <param name="width">The width of the screen, in characters.</param>
    /// <param name="colours">Whether the output is a terminal that shows colours.</param>
    public HostedEngine(TextWriter output, int width = 80, bool colours = false)
    {
        _host = new TextHost(output, width, colours);
        _runspace = RunspaceFactory.CreateRunspace(_host, SessionState());
        _runspace.Open();
        Show($"Import-Module '{ModuleUnderUse.Manifest}'");
    }

    /// <summary>A session in which scripts may run; the policy exists on Windows alone, and setting it elsewhere throws.</summary>
    public static InitialSessionState SessionState()
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
            state.ExecutionPolicy = ExecutionPolicy.Bypass;

        return state;
    }

    /// <summary>Runs a script and shows what it emits, as a prompt would.</summary>
    /// <returns>Whether it ran without an error.</returns>
    public bool Show(string script)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddScript(script).AddCommand("Out-Default");
        shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        _running = shell;
        try
        {
            shell.Invoke();
            return !shell.HadErrors;
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
        catch (RuntimeException e)
        {
            ShowError(e.ErrorRecord);
            return false;
        }
        finally
        {
            _running = null;
        }
    }

    /// <summary>Stops what runs, as Ctrl+C does.</summary>
    public void Stop() => _running?.BeginStop(null, null);

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();

    private void ShowError(ErrorRecord error)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        shell.AddCommand("Out-Default").Invoke(new[] { error });
    }
}
