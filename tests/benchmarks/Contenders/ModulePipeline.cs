using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Benchmarks.Contenders;

/// <summary>The module in the hosted engine: a pipeline that ends in what it counts.</summary>
internal static class ModulePipeline
{
    public static void Run(string script)
    {
        using Runspace runspace = RunspaceFactory.CreateRunspace(WithSink());
        runspace.Open();
        long start = Stopwatch.GetTimestamp();
        using var shell = PowerShell.Create(runspace);
        shell.AddScript($"Import-Module '{ModuleUnderUse.Manifest}'; {script}");
        PSObject? result = shell.Invoke().LastOrDefault();
        if (shell.HadErrors)
        {
            throw shell.Streams.Error[0].Exception;
        }

        Cost.OfThisProcess(
            result?.Properties["ChangedCount"]?.Value as long? ?? CountingSink.Blocks,
            result?.Properties["RequestCount"]?.Value as int? ?? 0,
            Stopwatch.GetElapsedTime(start),
            CountingSink.First is 0 ? default : Stopwatch.GetElapsedTime(start, CountingSink.First),
            result?.Properties["ThrottleCount"]?.Value as int? ?? 0).Print();
    }

    private static InitialSessionState WithSink()
    {
        InitialSessionState state = ModuleUnderUse.SessionState();
        state.Commands.Add(new SessionStateCmdletEntry("Measure-Sink", typeof(CountingSink), null));
        return state;
    }
}
