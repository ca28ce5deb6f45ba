using System.Diagnostics;
using System.Runtime.InteropServices;
using LocalEbs.Signing;

namespace Module.Tests.Support;

/// <summary>
/// A script in a pwsh of its own: for what has to be so from the start of a session, or in several at once.
/// </summary>
internal sealed record ChildSession(int ExitCode, string Text, string Error)
{
    private static readonly string BinFolder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../.."));
    private static readonly string Configuration = Path.GetFileName(
        Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>The pwsh that runs the tests, or else the one that the repository pins.</summary>
    private static readonly Lazy<string> Pwsh = new(
        () => Environment.GetEnvironmentVariable("EBS_TEST_PWSH") is { Length: > 0 } running ? running : FindPinned());

    /// <summary>The lines of the output.</summary>
    public string[] Output { get; } = Text.Split(
        '\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The output folder of another project of the repository, built alike.</summary>
    public static string OutputOf(string project) => Path.Combine(BinFolder, project, Configuration);

    /// <summary>Runs a script to its end, with the settings that a session has which uses an endpoint.</summary>
    public static Task<ChildSession> RunAsync(Uri endpoint, string script, params string[] arguments) =>
        RunAsync(Start(endpoint, script, arguments));

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
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Sets up a script that lies beside the tests.</summary>
    public static ProcessStartInfo Start(Uri endpoint, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Pwsh.Value,
            ["-NoProfile", "-NonInteractive", "-File", Path.Combine(AppContext.BaseDirectory, script), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Its executable would look for .NET elsewhere than where this process has found it.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(
            Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        start.Environment["NO_COLOR"] = "1";
        start.Environment["AWS_ENDPOINT_URL_EBS"] = endpoint.AbsoluteUri;
        start.Environment["AWS_REGION"] = "us-east-1";
        start.Environment["AWS_ACCESS_KEY_ID"] = AccessCredential.Example.AccessKeyId;
        start.Environment["AWS_SECRET_ACCESS_KEY"] = AccessCredential.Example.SecretAccessKey;
        return start;
    }

    private static string FindPinned()
    {
        var start = new ProcessStartInfo(
            "dotnet", ["tool", "exec", "powershell", "--yes", "--", "-NoProfile", "-Command", "Join-Path $PSHOME pwsh"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        using Process tool = Process.Start(start)!;
        return tool.StandardOutput.ReadToEnd().Trim();
    }
}
