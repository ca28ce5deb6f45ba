using System.Management.Automation;

namespace Module.Tests.Support;

/// <summary>Takes so many objects and stops those upstream, as <c>Select-Object -First</c> does, which is not in this engine.</summary>
[Cmdlet(VerbsCommon.Select, "First")]
public sealed class SelectFirstCommand : PSCmdlet
{
    /// <summary>What every <c>Select-Object -First</c> throws; the engine keeps the type to itself.</summary>
    private static readonly Type StopUpstream = typeof(PSCmdlet).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;

    private int _taken;

    [Parameter(Position = 0)]
    public int Count { get; set; } = 1;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        WriteObject(InputObject);
        if (++_taken == Count)
            throw (Exception)Activator.CreateInstance(StopUpstream, this)!;
    }
}
