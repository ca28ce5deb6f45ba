using Benchmarks.Contenders;

namespace Benchmarks;

/// <summary>One contender's result in a scenario.</summary>
/// <param name="Name">Who.</param>
/// <param name="Cost">The listing that counts.</param>
/// <param name="Empty">
/// A listing of a pair that does not differ, which stands for starting up; null where none was made.
/// </param>
/// <param name="ServerCpu">Processor time that LocalEbs used meanwhile.</param>
internal sealed record Row(string Name, Cost Cost, Cost? Empty, TimeSpan ServerCpu)
{
    public double Seconds => Cost.Seconds - (Empty?.Seconds ?? 0);

    public double CpuSeconds => Cost.CpuSeconds - (Empty?.CpuSeconds ?? 0);

    public double BlocksPerSecond => Cost.Blocks / Seconds;

    public double CpuMicrosecondsPerBlock => CpuSeconds * 1e6 / Cost.Blocks;
}
