using System.ComponentModel;
using System.Diagnostics;
using LocalEbs.Signing;

namespace Benchmarks.Contenders;

/// <summary>A client in a process of its own, set up by environment variables as its users do it.</summary>
internal sealed record Contender(string Name, string Program, params string[] Arguments)
{
    private const int PackageIsMissing = 42;

    /// <summary>A pipeline of the module, in the pwsh that the repository names.</summary>
    public static Contender Module(string name, string pipeline) => new(
        name,
        "dotnet",
        [
            "tool", "exec", "powershell", "--yes", "--", "-NoProfile", "-NonInteractive",
            "-File", Beside("module_pipeline.ps1"), ModuleUnderUse.Manifest, pipeline,
        ]);

    public static Contender Floor(string first, string second) =>
        Self("floor: HttpClient + Utf8JsonReader", "floor", first, second);

    public static Contender ReadFloor(string image, params string[] snapshots) =>
        Self("floor: HttpClient, SHA-256, one writer", ["read", image, .. snapshots]);

    public static Contender Boto3Read(string image, params string[] snapshots) =>
        new("boto3, 64 threads", "python3", [Beside("boto3_read.py"), image, .. snapshots]);

    public static Contender Boto3(string first, string second) =>
        new("boto3 loop", "python3", Beside("boto3_loop.py"), first, second);

    public static Contender AwsCli(string first, string second) =>
        new("AWS CLI", "python3", Beside("aws_cli.py"), first, second);

    public static Contender Steady(string first, string second, int requestsPerSecond, int seconds) =>
        Self("another client", "steady", first, second, $"{requestsPerSecond}", $"{seconds}");

    public static Contender JavaScript(string first, string second) =>
        new("JavaScript SDK paginator", "node", Beside("javascript_paginator.cjs"), first, second);

    /// <summary>Runs it to its end; null where it is not installed.</summary>
    public async Task<Cost?> RunAsync(Uri endpoint)
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            RedirectStandardOutput = true,
            // Where the SDK finds which pwsh is meant.
            WorkingDirectory = Path.GetDirectoryName(ModuleUnderUse.Manifest),
        };
        foreach ((string name, string value) in Variables(endpoint))
        {
            start.Environment[name] = value;
        }

        try
        {
            using Process process = Process.Start(start)!;
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode switch
            {
                0 => Cost.Parse(output),
                PackageIsMissing => null,
                _ => throw new InvalidOperationException($"{Name} failed with exit code {process.ExitCode}."),
            };
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static Contender Self(string name, params string[] arguments) =>
        new(
            name,
            Environment.ProcessPath!,
            [
                .. Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal)
                    ? new[] { typeof(Contender).Assembly.Location }
                    : [],
                .. arguments,
            ]);

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, "Contenders", file);

    private static IEnumerable<(string Name, string Value)> Variables(Uri endpoint)
    {
        yield return ("AWS_ENDPOINT_URL_EBS", endpoint.GetLeftPart(UriPartial.Authority));
        yield return ("AWS_REGION", "us-east-1");
        yield return ("AWS_DEFAULT_REGION", "us-east-1");
        yield return ("AWS_ACCESS_KEY_ID", AccessCredential.Example.AccessKeyId);
        yield return ("AWS_SECRET_ACCESS_KEY", AccessCredential.Example.SecretAccessKey);
        yield return ("AWS_EC2_METADATA_DISABLED", "true");
        // The JavaScript SDK warns of Node versions that it will leave behind some day.
        yield return ("NODE_NO_WARNINGS", "1");
        // Where @aws-sdk/client-ebs is installed outside the usual places: its node_modules folder.
        if (Environment.GetEnvironmentVariable("LOCALEBS_NODE_MODULES") is string modules)
        {
            yield return ("NODE_PATH", modules);
        }
    }
}
