using System.Diagnostics;

namespace Benchmarks;

/// <summary>A server in a process of its own, so that what it costs is told apart from its clients.</summary>
internal sealed class EndpointProcess : IAsyncDisposable
{
    /// <summary>What it prints before its address.</summary>
    public const string Listening = "Listening on ";

    private readonly Process _process;
    private int _requests;

    private EndpointProcess(Process process, Uri endpoint)
    {
        _process = process;
        Endpoint = endpoint;
    }

    public Uri Endpoint { get; }

    /// <summary>Processor time it has used so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Requests that it has answered, if it was started with <c>--log</c>.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Starts LocalEbs.</summary>
    public static Task<EndpointProcess> StartAsync(params string[] arguments) =>
        StartAsync("LocalEbs.dll", ["--port", "0", .. arguments]);

    /// <summary>
    /// Starts LocalEbs over a volume that is written up to a block: in snap-b all of them have changed since snap-a, in
    /// snap-c none.
    /// </summary>
    public static Task<EndpointProcess> StartDenseAsync(int blocks, params string[] arguments) =>
        StartAsync(
        [
            "--snapshot", $"snap-a=synthetic:64TiB,written=0-{blocks - 1}",
            "--snapshot", "snap-b=snap-a,changed=all",
            "--snapshot", "snap-c=snap-a,changed=none",
            .. arguments,
        ]);

    /// <summary>Starts a <see cref="BlockServer"/>.</summary>
    public static Task<EndpointProcess> StartBlocksAsync(int blocks, int latencyMilliseconds = 0, int quota = 0) =>
        StartAsync("benchmarks.dll", ["blocks", $"{blocks}", $"{latencyMilliseconds}", $"{quota}"]);

    private static async Task<EndpointProcess> StartAsync(string assembly, string[] arguments)
    {
        string server = Path.Combine(AppContext.BaseDirectory, assembly);
        Process process = Process.Start(
            new ProcessStartInfo("dotnet", [server, .. arguments]) { RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync() is string line)
        {
            if (line.StartsWith(Listening, StringComparison.Ordinal))
            {
                var endpoint = new EndpointProcess(process, new Uri(line[Listening.Length..]));
                _ = endpoint.CountRequestsAsync();
                return endpoint;
            }
        }

        throw new InvalidOperationException($"{assembly} did not start.");
    }

    /// <summary>Reads all that it says: a full pipe must not stop it.</summary>
    private async Task CountRequestsAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is string line)
        {
            if (line.Contains("/changedblocks?", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _requests);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
