using System.Diagnostics;
using System.Text.Json;
using Module.Tests.Support;

namespace Module.Tests.Clients;

/// <summary>moto's server, where python3 with boto3 and moto is installed.</summary>
internal sealed class MotoServer : IAsyncDisposable
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Clients", "seed_moto.py");

    private readonly Process _process;

    private MotoServer(Process process, Uri url)
    {
        _process = process;
        Url = url;
    }

    public Uri Url { get; }

    /// <summary>Starts one, or skips the test where there is none.</summary>
    public static async Task<MotoServer> StartAsync()
    {
        Assert.SkipUnless(IsInstalled(), "python3 with boto3 and moto's server is not installed.");
        Uri url = Loopback.FreeAddress();
        var server = new MotoServer(Start("-m", "moto.server", "-H", url.Host, "-p", $"{url.Port}"), url);
        while (await server._process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is string line)
        {
            if (line.Contains("Running on", StringComparison.Ordinal))
            {
                return server;
            }
        }

        await server.DisposeAsync();
        throw new InvalidOperationException("moto's server ended before it listened.");
    }

    /// <summary>Makes two snapshots by boto3.</summary>
    /// <returns>Their ids (first, second), and the indexes that boto3 lists as changed.</returns>
    public async Task<JsonElement> SeedAsync()
    {
        using Process seed = Start(Script, Url.GetLeftPart(UriPartial.Authority));
        return JsonDocument
            .Parse(await seed.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken))
            .RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private static bool IsInstalled()
    {
        try
        {
            using Process probe = Start("-c", "import boto3, moto.server");
            probe.WaitForExit();
            return probe.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
