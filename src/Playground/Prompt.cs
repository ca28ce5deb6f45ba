using Playground.Hosting;

namespace Playground;

/// <summary>A small prompt over the hosted engine: one line, one pipeline. Ctrl+C stops what runs; <c>exit</c> or end of input leaves.</summary>
internal static class Prompt
{
    public static void Run(HostedEngine engine, TextReader input, TextWriter output)
    {
        ConsoleCancelEventHandler stop = (_, e) =>
        {
            e.Cancel = true;
            engine.Stop();
        };
        Console.CancelKeyPress += stop;
        try
        {
            output.WriteLine("Snapshots snap-a and snap-b are served. Try: Get-EbsChangedBlock snap-a snap-b");
            output.Write("PS> ");
            while (input.ReadLine() is string line && line.Trim() is not "exit")
            {
                engine.Show(line);
                output.Write("PS> ");
            }
        }
        finally
        {
            Console.CancelKeyPress -= stop;
        }
    }
}
