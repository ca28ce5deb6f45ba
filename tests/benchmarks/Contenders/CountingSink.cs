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

    /// <summary>Prints what this process has cost, and what of it is known of a pipeline's last result.</summary>
    /// <param name="start">The timestamp at which it began.</param>
    /// <param name="result">What it has emitted last.</param>
    public static void PrintCost(long start, PSObject? result) =>
        Cost.OfThisProcess(
            result?.Properties["ChangedCount"]?.Value as long? ?? Blocks,
            result?.Properties["RequestCount"]?.Value as int? ?? 0,
            Stopwatch.GetElapsedTime(start),
            First is 0 ? default : Stopwatch.GetElapsedTime(start, First),
            result?.Properties["ThrottleCount"]?.Value as int? ?? 0).Print();

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
