using LocalEbs.Http;

namespace LocalEbs.Faults.Connections;

/// <summary>The faults before the first byte of an answer.</summary>
internal static class ConnectionKinds
{
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        Break("reset", "connection reset (RST) before any byte", BrokenConnection.Reset),
        Break("close", "connection closed (FIN) before any byte", BrokenConnection.Close),
        new("delay=time", "a proper answer, but later", argument => new DelayEffect(argument.Duration())),
    ];

    private static FaultKind Break(string name, string meaning, Action<Exchange> breakOff) =>
        new(name, meaning, argument => argument.None(new BreakEffect(breakOff)));

    private sealed class BreakEffect(Action<Exchange> breakOff) : IFaultEffect
    {
        public Task ApplyAsync(FaultScene scene, Func<Exchange, Task> next)
        {
            breakOff(scene.Exchange);
            return Task.CompletedTask;
        }
    }

    private sealed class DelayEffect(TimeSpan time) : IFaultEffect
    {
        public async Task ApplyAsync(FaultScene scene, Func<Exchange, Task> next)
        {
            await scene.WaitAsync(time).ConfigureAwait(false);
            await next(scene.Exchange).ConfigureAwait(false);
        }
    }
}
