using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Playground.Hosting;

namespace SessionProcess;

/// <summary>Runs a script file as <c>pwsh -File</c> does, in the engine of this process: output to stdout, everything else to stderr.</summary>
internal static class ScriptRun
{
    /// <returns>The script's exit code; 1 where it ended with an error.</returns>
    public static int Run(string script, string[] arguments)
    {
        using Runspace runspace = RunspaceFactory.CreateRunspace(HostedEngine.SessionState());
        runspace.Open();
        using PowerShell shell = PowerShell.Create(runspace);
        shell.AddCommand(script);
        Bind(shell, arguments);
        shell.Streams.Error.DataAdded += (_, e) => Console.Error.WriteLine(shell.Streams.Error[e.Index]);
        shell.Streams.Warning.DataAdded += (_, e) => Console.Error.WriteLine($"WARNING: {shell.Streams.Warning[e.Index]}");
        shell.Streams.Verbose.DataAdded += (_, e) => Console.Error.WriteLine($"VERBOSE: {shell.Streams.Verbose[e.Index]}");
        using var output = new PSDataCollection<PSObject>();
        output.DataAdded += (_, e) => Console.Out.WriteLine(output[e.Index]);
        try
        {
            shell.Invoke<PSObject, PSObject>(null, output, null);
        }
        catch (RuntimeException e)
        {
            Console.Error.WriteLine($"{e.ErrorRecord}\n{e.ErrorRecord.ScriptStackTrace}");
            return 1;
        }

        return runspace.SessionStateProxy.GetVariable("LASTEXITCODE") is int code ? code : 0;
    }

    private static void Bind(PowerShell shell, string[] arguments)
    {
        for (int at = 0; at < arguments.Length; at++)
        {
            string name = arguments[at].TrimStart('-');
            if (at + 1 == arguments.Length || arguments[at + 1].StartsWith('-'))
                shell.AddParameter(name);
            else
                shell.AddParameter(name, arguments[++at]);
        }
    }
}
