using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using LocalEbs;
using Module.Tests.Support;

namespace Module.Tests.Clients;

/// <summary>A server that is not ours: moto's, where it is installed.</summary>
public class MotoTests
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "Clients", "seed_moto.py");

    [Fact]
    public async Task What_boto3_lists_from_moto_is_what_is_emitted()
    {
        Assert.SkipUnless(HasMoto(), "python3 with boto3 and moto's server is not installed.");
        int port = FreePort();
        using Process moto = Start("-m", "moto.server", "-H", "127.0.0.1", "-p", $"{port}");
        try
        {
            await FirstAnswerAsync(moto.StandardError, "Running on");
            using Process seed = Start(Script, $"http://127.0.0.1:{port}");
            string printed = await seed.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            JsonElement listed = JsonDocument.Parse(printed).RootElement;
            using var session = new ModuleSession();
            session.UseEndpoint(new Uri($"http://127.0.0.1:{port}"), AccessCredential.Example.SecretAccessKey);

            Outcome emitted = session.Run($"Get-EbsChangedBlock {listed.GetProperty("first")} {listed.GetProperty("second")}");

            Assert.Equal(listed.GetProperty("indexes").EnumerateArray().Select(index => index.GetInt32()), emitted.Values<int>("BlockIndex"));
            Assert.Equal(["Modified", "Removed", "Modified"], emitted.Values<string>("ChangeType"));
        }
        finally
        {
            moto.Kill(entireProcessTree: true);
            await moto.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static bool HasMoto()
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

    private static async Task FirstAnswerAsync(StreamReader output, string sign)
    {
        while (await output.ReadLineAsync(TestContext.Current.CancellationToken) is string line)
        {
            if (line.Contains(sign, StringComparison.Ordinal))
                return;
        }

        Assert.Fail("moto's server ended before it listened.");
    }

    private static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
