using System.Text.Json;

namespace Benchmarks.Contenders;

/// <summary>What one listing cost, as the listing process itself saw it.</summary>
internal sealed record Cost(
    long Blocks,
    int Requests,
    int Throttles,
    double Seconds,
    double FirstSeconds,
    double CpuSeconds,
    long PeakBytes)
{
    /// <summary>The cost of this process up to now.</summary>
    public static Cost OfThisProcess(long blocks, int requests, TimeSpan elapsed, TimeSpan first, int throttles = 0)
    {
        using System.Diagnostics.Process self = System.Diagnostics.Process.GetCurrentProcess();
        return new(
            blocks,
            requests,
            throttles,
            elapsed.TotalSeconds,
            first.TotalSeconds,
            self.TotalProcessorTime.TotalSeconds,
            self.PeakWorkingSet64);
    }

    public void Print() => Console.WriteLine(JsonSerializer.Serialize(this));

    public static Cost Parse(string output) => JsonSerializer.Deserialize<Cost>(output.TrimEnd().Split('\n')[^1])
        ?? throw new InvalidDataException("A contender printed no cost.");
}
