using System.ComponentModel;
using System.Diagnostics;

namespace Module.Tests.Images;

/// <summary>A program of somebody else's; where it is not installed, the test is skipped.</summary>
internal static class Tool
{
    private const int PackageIsMissing = 42;

    /// <summary>Runs one to its end, which has to be a good one.</summary>
    /// <returns>What it has printed.</returns>
    public static Task<string> RunAsync(string program, params string[] arguments) =>
        RunAsync(new ProcessStartInfo(program, arguments));

    public static async Task<string> RunAsync(ProcessStartInfo start)
    {
        using Process process = Start(start);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipWhen(process.ExitCode == PackageIsMissing, $"{start.FileName} is here without its AWS package.");
            Assert.True(process.ExitCode == 0, $"{start.FileName}: {await output}{await error}");
            return await output;
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    public static Process Start(ProcessStartInfo start)
    {
        // Not everybody has the folder for administrators' tools in their path.
        string path = Path.Combine("/usr/sbin", start.FileName);
        start.FileName = File.Exists(path) ? path : start.FileName;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{start.FileName} is not installed.");
            throw;
        }
    }
}
