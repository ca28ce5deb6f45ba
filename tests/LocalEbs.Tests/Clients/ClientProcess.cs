using System.ComponentModel;
using System.Diagnostics;
using LocalEbs.Signing;

namespace LocalEbs.Tests.Clients;

/// <summary>A third-party client in a process of its own, set up by environment variables as its users do it.</summary>
internal sealed record ClientProcess(int ExitCode, string Output, string Error)
{
    private const int PackageIsMissing = 42;

    /// <summary>Runs it to its end, or skips the test where it is not installed.</summary>
    public static async Task<ClientProcess> RunAsync(Uri endpoint, string secret, string program, params string[] args)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in Environment(endpoint, secret))
        {
            start.Environment[name] = value;
        }

        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipWhen(process.ExitCode == PackageIsMissing, $"{program} is here, but not its AWS package.");
            return new ClientProcess(process.ExitCode, await output, await error);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{program} is not installed.");
            throw;
        }
    }

    private static Dictionary<string, string> Environment(Uri endpoint, string secret)
    {
        var variables = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_EBS"] = endpoint.GetLeftPart(UriPartial.Authority),
            ["AWS_REGION"] = "us-east-1",
            ["AWS_DEFAULT_REGION"] = "us-east-1",
            ["AWS_ACCESS_KEY_ID"] = AccessCredential.Example.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = secret,
            ["AWS_CONFIG_FILE"] = "/nowhere",
            ["AWS_SHARED_CREDENTIALS_FILE"] = "/nowhere",
            ["AWS_MAX_ATTEMPTS"] = "1",
            ["AWS_PAGER"] = "",
        };

        // Where @aws-sdk/client-ebs is installed outside the usual places: its node_modules folder.
        if (System.Environment.GetEnvironmentVariable("LOCALEBS_NODE_MODULES") is { } modules)
        {
            variables["NODE_PATH"] = modules;
        }

        return variables;
    }
}
