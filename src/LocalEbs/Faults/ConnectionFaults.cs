using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace LocalEbs.Faults;

/// <summary>The faults before the first byte of an answer.</summary>
internal static class ConnectionFaults
{
    public static IReadOnlyList<FaultKind> Kinds { get; } =
    [
        new("reset", "connection reset (RST) before any byte", Break(scene => scene.Exchange.Http.Abort())),
        new(
            "close",
            "connection closed (FIN) before any byte",
            Break(scene => scene.Exchange.Http.Features.GetRequiredFeature<IConnectionSocketFeature>()
                .Socket.Shutdown(SocketShutdown.Both))),
        new("delay=time", "a proper answer, but later", argument => Delay(argument.Duration())),
    ];

    private static FaultEffect Break(Action<FaultScene> breakOff) => scene =>
    {
        scene.Record.IsBroken = true;
        breakOff(scene);
        return Task.CompletedTask;
    };

    private static FaultEffect Delay(TimeSpan time) => async scene =>
    {
        await scene.WaitAsync(time).ConfigureAwait(false);
        await scene.ProceedAsync().ConfigureAwait(false);
    };
}
