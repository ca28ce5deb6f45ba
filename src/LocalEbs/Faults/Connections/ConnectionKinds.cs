using LocalEbs.Http;

namespace LocalEbs.Faults.Connections;

/// <summary>The faults before the first byte of an answer.</summary>
internal static class ConnectionKinds
{
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        new("reset", "connection reset (RST) before any byte", argument => argument.None(new BreakEffect(BrokenConnection.Reset))),
        new("close", "connection closed (FIN) before any byte", argument => argument.None(new BreakEffect(BrokenConnection.Close))),
        new("delay=time", "a proper answer, but later", argument => new DelayEffect(argument.Duration())),
    ];

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
