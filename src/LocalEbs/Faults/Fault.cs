namespace LocalEbs.Faults;

/// <summary>Something that goes wrong with a request.</summary>
public sealed class Fault
{
    internal Fault(string name, IFaultEffect effect)
    {
        Name = name;
        Effect = effect;
    }

    /// <summary>Its name, which the request log gives too.</summary>
    public string Name { get; }

    internal IFaultEffect Effect { get; }

    /// <summary>Reads a fault such as <c>throttle</c> or <c>slow=100KiB/s</c>; <c>--help</c> lists them.</summary>
    /// <exception cref="FormatException">There is none of this name, or its value cannot be read.</exception>
    public static Fault Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] sides = text.Split('=', 2);
        FaultKind kind = FaultKinds.All.FirstOrDefault(kind => kind.Name == sides[0])
            ?? throw new FormatException($"there is no fault '{sides[0]}'; --help lists them.");
        return new Fault(kind.Name, kind.Make(new FaultArgument(sides.ElementAtOrDefault(1))));
    }

    /// <summary>Its name.</summary>
    public override string ToString() => Name;
}
