using System.ComponentModel;
using System.Diagnostics;
using LocalEbs;

namespace Module.Tests.Support;

/// <summary>A script in an engine of its own process: for what has to be so from the start of a session, or in several at once.</summary>
internal sealed record ChildSession(int ExitCode, string Text, string Error)
{
    private static readonly string BinFolder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../.."));
    private static readonly string Configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>The lines of the output.</summary>
    public string[] Output { get; } = Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The output folder of another project of the repository, built alike.</summary>
    public static string OutputOf(string project) => Path.Combine(BinFolder, project, Configuration);

    /// <summary>Runs a script to its end, with the settings that a session has which uses an endpoint.</summary>
    public static Task<ChildSession> RunAsync(Uri endpoint, string script, params string[] arguments) => RunAsync(Start(endpoint, script, arguments));

    /// <summary>Runs a child that is set up, to its end.</summary>
    public static async Task<ChildSession> RunAsync(ProcessStartInfo start)
    {
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return new(process.ExitCode, await output, await error);
        }
        finally
        {
            // A test that is cancelled leaves no process behind.
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Sets up a script for the engine that the tests host.</summary>
    public static ProcessStartInfo Start(Uri endpoint, string script, params string[] arguments) =>
        WithSettings(endpoint, "dotnet", [Path.Combine(OutputOf("SessionProcess"), "SessionProcess.dll"), PathOf(script), .. arguments]);

    /// <summary>Sets up a script for pwsh, or skips the test where that is not installed.</summary>
    public static ProcessStartInfo StartPwsh(Uri endpoint, string script, params string[] arguments)
    {
        try
        {
            using Process probe = Process.Start(new ProcessStartInfo("pwsh", "--version") { RedirectStandardOutput = true })!;
            probe.WaitForExit();
        }
        catch (Win32Exception)
        {
            Assert.Skip("pwsh is not installed.");
        }

        return WithSettings(endpoint, "pwsh", ["-NoProfile", "-NonInteractive", "-File", PathOf(script), .. arguments]);
    }

    private static string PathOf(string script) => Path.Combine(AppContext.BaseDirectory, script);

    private static ProcessStartInfo WithSettings(Uri endpoint, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["AWS_ENDPOINT_URL_EBS"] = endpoint.AbsoluteUri;
        start.Environment["AWS_REGION"] = "us-east-1";
        start.Environment["AWS_ACCESS_KEY_ID"] = AccessCredential.Example.AccessKeyId;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = AccessCredential.Example.SecretAccessKey;
        return start;
    }
}
