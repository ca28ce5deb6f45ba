using System.Diagnostics;
using System.Management.Automation;

namespace Benchmarks.Contenders;

/// <summary>A compiled command at the end of a pipeline: counts what comes, and notes when the first came.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "Sink")]
public sealed class CountingSink : PSCmdlet
{
    /// <summary>What comes.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>After how many to say so to the next command, which can break off.</summary>
    [Parameter]
    public long Enough { get; set; } = long.MaxValue;

    /// <summary>How long to work on each.</summary>
    [Parameter]
    public int Milliseconds { get; set; }

    /// <summary>How many came.</summary>
    public static long Blocks { get; private set; }

    /// <summary>The timestamp of the first; 0 if none came.</summary>
    public static long First { get; private set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Blocks++ == 0)
        {
            First = Stopwatch.GetTimestamp();
        }

        if (Milliseconds > 0)
        {
            Thread.Sleep(Milliseconds);
        }

        if (Blocks == Enough)
        {
            WriteObject(Blocks);
        }
    }
}
