using LocalEbs.Http;
using Microsoft.AspNetCore.Http;

namespace LocalEbs.Faults;

/// <summary>Something that goes wrong with a request.</summary>
public sealed class Fault
{
    private Fault(string name, FaultEffect effect)
    {
        Name = name;
        Effect = effect;
    }

    /// <summary>Its name, which the request log gives too.</summary>
    public string Name { get; }

    internal FaultEffect Effect { get; }

    /// <summary>Reads a fault such as <c>throttle</c> or <c>slow=100KiB/s</c>; <c>--help</c> lists them.</summary>
    /// <exception cref="FormatException">There is none of this name, or its value cannot be read.</exception>
    public static Fault Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] sides = text.Split('=', 2);
        FaultKind kind = FaultKind.All.FirstOrDefault(kind => kind.Name == sides[0])
            ?? throw new FormatException($"there is no fault '{sides[0]}'; --help lists them.");
        return new Fault(kind.Name, kind.Make(new FaultArgument(sides.ElementAtOrDefault(1))));
    }

    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}

/// <summary>What a fault does, instead of or around the proper handling of a request.</summary>
internal delegate Task FaultEffect(FaultScene scene);

/// <summary>What a fault has to do with.</summary>
/// <param name="Exchange">The request that it hits.</param>
/// <param name="Next">The proper handling of it.</param>
/// <param name="Time">The server's clock.</param>
/// <param name="Chance">A number that looks random, the same each time the script runs.</param>
internal sealed record FaultScene(Exchange Exchange, RequestDelegate Next, TimeProvider Time, ulong Chance)
{
    public RequestRecord Record => Exchange.Record;

    public HttpResponse Response => Exchange.Http.Response;

    public Task ProceedAsync() => Next(Exchange.Http);

    public Task WaitAsync(TimeSpan time) => Task.Delay(time, Time, Exchange.Aborted);
}
